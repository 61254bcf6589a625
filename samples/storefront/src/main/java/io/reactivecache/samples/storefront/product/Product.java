package io.reactivecache.samples.storefront.product;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A product.
 *
 * @param id its number, from 1
 * @param name what it is called
 * @param price what it costs, two digits after the point
 * @param version 1 when it is created, one more with every change
 */
public record Product(long id, String name, BigDecimal price, long version) {

    public Product {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(price, "price");
    }

    Product repriced(BigDecimal newPrice) {
        return new Product(id, name, newPrice, version + 1);
    }
}
