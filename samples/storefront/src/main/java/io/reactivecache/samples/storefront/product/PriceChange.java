package io.reactivecache.samples.storefront.product;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;

/** The body of a request that changes a price. The limits are those of the column. */
record PriceChange(
        @NotNull(message = "absent (expected: a number)")
        @PositiveOrZero(message = "negative (expected: >= 0)")
        @Digits(integer = 10, fraction = 2, message = "too long (expected: at most 10 digits and 2 after the point)")
        BigDecimal price) {}
