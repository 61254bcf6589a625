package io.reactivecache.samples.storefront.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.samples.storefront.transaction.ScheduledTransactionManager;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Two prices that are changed in one transaction, over a database in memory and a cache of this process alone. */
class PriceTransferTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Scheduler queries = Schedulers.newBoundedElastic(4, 100, "h2");
    private final ConnectionFactory connections =
            ConnectionFactories.get("r2dbc:h2:mem:///transfers" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    private final ProductRepository repository = new ProductRepository(DatabaseClient.create(connections), queries);
    private volatile Mono<Void> beforeSecond = Mono.empty();
    private ReactiveCache<Long, Product> cache;
    private WebTestClient http;

    @BeforeEach
    void open() {
        repository.create(100).block(LIMIT);
        cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .loader(repository::find)
                .writer((id, product) -> (id == 2 ? beforeSecond : Mono.<Void>empty()).then(repository.update(product)))
                .build();
        TransactionalOperator transaction =
                TransactionalOperator.create(new ScheduledTransactionManager(connections, queries));
        PriceTransfers transfers = new PriceTransfers(cache, repository, transaction);
        http = WebTestClient.bindToController(new PriceTransferController(transfers))
                .controllerAdvice(new ProblemAdvice(DataSize.ofKilobytes(16)))
                .build();
        repository
                .update(priced(1, "10.00"))
                .then(repository.update(priced(2, "20.00")))
                .block(LIMIT);
        cache.get(1L).then(cache.get(2L)).block(LIMIT);
    }

    private Product priced(long id, String price) {
        return repository
                .find(id)
                .map(product -> product.repriced(new BigDecimal(price)))
                .block(LIMIT);
    }

    @AfterEach
    void close() {
        cache.close().block(LIMIT);
        queries.dispose();
    }

    @Test
    void bothPricesAreChangedAndSeen() {
        transfer("{\"from\": 1, \"to\": 2, \"amount\": 0.5}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("[{\"id\": 1, \"price\": 9.50}, {\"id\": 2, \"price\": 20.50}]");

        assertThat(cache.get(1L).map(Product::price).block(LIMIT)).isEqualByComparingTo("9.50");
        assertThat(cache.get(2L).map(Product::price).block(LIMIT)).isEqualByComparingTo("20.50");
    }

    @Test
    void ifTheSecondFailsNeitherIsChangedInTheDatabaseNorInTheCache() {
        beforeSecond = Mono.error(new IllegalStateException("no"));

        transfer("{\"from\": 1, \"to\": 2, \"amount\": 0.5}").expectStatus().is5xxServerError();
        assertUnchanged();
    }

    @Test
    void ifAnotherWriteComesInBetweenNeitherIsChanged() {
        beforeSecond = Mono.fromFuture(() -> repository
                .find(2)
                .flatMap(product -> repository.update(product.repriced(product.price())))
                .toFuture());

        problem("{\"from\": 1, \"to\": 2, \"amount\": 0.5}", HttpStatus.CONFLICT)
                .isEqualTo("Somebody else changed one of the products at the same time.");
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(repository.find(1).map(Product::price).block(LIMIT)).isEqualByComparingTo("10.00");
        for (long id = 1; id <= 2; id++) {
            assertThat(cache.lookup(id).block(LIMIT).source()).isEqualTo(Source.LOCAL);
            assertThat(cache.lookup(id).block(LIMIT).value().version()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from\": 1, \"to\": 2, \"amount\": 10.01} | amount: too much (expected: at most the price of from)",
                "{\"from\": 1, \"to\": 1, \"amount\": 1} | to: the same product (expected: another)",
                "{\"from\": 1, \"to\": 2, \"amount\": 0} | amount: not positive (expected: > 0)",
                "{\"from\": 1, \"amount\": 1} | to: absent (expected: a number)",
                "{\"from\": | body: unreadable (expected: JSON of the form {\"from\": 1, \"to\": 2, \"amount\": 0.50})"
            })
    void whatCannotBeMeantIsRefusedWithTheLimit(String body, String detail) {
        problem(body, HttpStatus.BAD_REQUEST).isEqualTo(detail);
        assertUnchanged();
    }

    @Test
    void anAbsentProductIsNotFound() {
        problem("{\"from\": 1, \"to\": 101, \"amount\": 1}", HttpStatus.NOT_FOUND)
                .isEqualTo("from, to: no such product");
    }

    private WebTestClient.ResponseSpec transfer(String body) {
        return http.post()
                .uri(PriceTransferController.PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private org.springframework.test.web.reactive.server.JsonPathAssertions problem(String body, HttpStatus status) {
        return transfer(body).expectStatus().isEqualTo(status).expectBody().jsonPath("$.detail");
    }
}
