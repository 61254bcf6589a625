package io.reactivecache.samples.storefront.product;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;

/** The body of a request that makes one product cheaper and another one dearer by the same amount. */
record PriceTransfer(
        @NotNull(message = "absent (expected: a number)") Long from,

        @NotNull(message = "absent (expected: a number)") Long to,

        @NotNull(message = "absent (expected: a number)")
        @Positive(message = "not positive (expected: > 0)")
        @Digits(integer = 10, fraction = 2, message = "too long (expected: at most 10 digits and 2 after the point)")
        BigDecimal amount) {}
