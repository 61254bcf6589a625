package io.reactivecache.samples.storefront.node;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.samples.storefront.product.ProductRepository;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.samples.storefront.view.ViewRepository;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.util.retry.Retry;

/**
 * Creates the products, and the table of their views, before this node opens its port. Nodes that start together may all
 * try; one of them succeeds.
 */
@Component
class Catalogue implements InitializingBean {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Retry AFTER_ANOTHER_NODE = Retry.backoff(5, Duration.ofMillis(100))
            .filter(failure -> failure instanceof DataIntegrityViolationException);

    private final ProductRepository repository;
    private final ViewRepository views;
    private final int products;

    Catalogue(ProductRepository repository, ViewRepository views, StorefrontSettings settings) {
        this.repository = repository;
        this.views = views;
        this.products = settings.products();
    }

    /** Waits, as it runs on the thread that starts the node, which has nothing to do before. */
    @Override
    public void afterPropertiesSet() {
        repository
                .create(products)
                .then(views.create())
                .retryWhen(AFTER_ANOTHER_NODE)
                .onErrorMap(Catalogue::unusable)
                .block(LIMIT);
    }

    private static InvalidConfigException unusable(Throwable failure) {
        String cause = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        return new InvalidConfigException(List.of(
                "storefront.database: " + cause + " (expected: a database that answers and lets a table be created)"));
    }
}
