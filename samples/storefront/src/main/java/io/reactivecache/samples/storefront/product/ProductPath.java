package io.reactivecache.samples.storefront.product;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a path that names a product may be, and what it is answered otherwise. */
public final class ProductPath {

    private ProductPath() {}

    /**
     * The number in a path. By hand: Spring's conversion would also take "0x2A" and " 42", further names of the same
     * product.
     *
     * @throws ResponseStatusException with status 400, if it is none
     */
    public static long id(String text) {
        try {
            long number = Long.parseLong(text);
            if (Long.toString(number).equals(text)) {
                return number;
            }
        } catch (NumberFormatException refusedBelow) {
            // Not a number; falls through to the one answer for all malformed ids.
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "id: malformed (expected: a decimal number)");
    }

    /** The answer if there is no such product: status 404. */
    public static ResponseStatusException absent() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "id: no such product");
    }
}
