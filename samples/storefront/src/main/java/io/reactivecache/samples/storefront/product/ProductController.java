package io.reactivecache.samples.storefront.product;

import io.reactivecache.Lookup;
import io.reactivecache.Position;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The products over HTTP. */
@RestController
@RequestMapping("/products/{id}")
class ProductController {

    private static final String POSITION = "X-Cache-Position";

    private final Products products;

    ProductController(Products products) {
        this.products = products;
    }

    /**
     * Answers the product; {@code X-Cache} names the tier that had it, {@code X-Cache-Freshness} how current it is, {@code Age}
     * how many seconds old. Who sends the {@code X-Cache-Position} of a change is answered nothing older than that change.
     */
    @GetMapping
    Mono<ResponseEntity<Product>> find(
            @PathVariable String id, @RequestHeader(name = POSITION, required = false) @Nullable String position) {
        Mono<Lookup<Product>> found = position == null
                ? products.find(ProductPath.id(id))
                : products.findNotBefore(ProductPath.id(id), position(position));
        return found.map(ProductController::answer).switchIfEmpty(Mono.error(ProductPath::absent));
    }

    /** Changes the price; once this is answered, every node drops the old one. Answers where they read of it. */
    @PutMapping
    Mono<ResponseEntity<Product>> reprice(@PathVariable String id, @Valid @RequestBody PriceChange change) {
        BigDecimal price = change.price().setScale(2, RoundingMode.UNNECESSARY);
        return products.reprice(ProductPath.id(id), price)
                .map(repriced -> ResponseEntity.ok()
                        .header(POSITION, repriced.position().encoded())
                        .body(repriced.product()))
                .switchIfEmpty(Mono.error(ProductPath::absent));
    }

    private static ResponseEntity<Product> answer(Lookup<Product> lookup) {
        return ResponseEntity.ok()
                .header("X-Cache", lookup.source().name().toLowerCase(Locale.ROOT))
                .header("X-Cache-Freshness", lookup.freshness().name().toLowerCase(Locale.ROOT))
                .header(HttpHeaders.AGE, String.valueOf(lookup.age().toSeconds()))
                .body(lookup.value());
    }

    private static Position position(String text) {
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, POSITION + ": malformed (expected: that of an answer)");
        }
    }
}
