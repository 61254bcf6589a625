package io.reactivecache.samples.storefront.product;

/** A price would fall below 0. */
final class PriceTooLowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PriceTooLowException() {
        super("amount: too much (expected: at most the price of from)", null, false, false);
    }
}
