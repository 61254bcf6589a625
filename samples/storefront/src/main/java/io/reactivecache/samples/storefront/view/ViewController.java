package io.reactivecache.samples.storefront.view;

import io.reactivecache.samples.storefront.product.ProductPath;
import io.reactivecache.samples.storefront.product.Products;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The views over HTTP. */
@RestController
@RequestMapping("/products/{id}/views")
class ViewController {

    private final Products products;
    private final Views views;

    ViewController(Products products, Views views) {
        this.products = products;
        this.views = views;
    }

    /**
     * How often a product was looked at.
     *
     * @param product its number
     * @param views how often
     */
    record Seen(long product, long views) {}

    /** Answers how often the product was looked at. */
    @GetMapping
    Mono<Seen> count(@PathVariable String id) {
        return existing(id).flatMap(product -> views.of(product).map(count -> new Seen(product, count)));
    }

    /** Counts a view; once this is answered it is counted, and not in the database yet. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> add(@PathVariable String id) {
        return existing(id).flatMap(views::add);
    }

    private Mono<Long> existing(String id) {
        return products.find(ProductPath.id(id))
                .map(found -> found.value().id())
                .switchIfEmpty(Mono.error(ProductPath::absent));
    }
}
