package io.reactivecache.samples.storefront.product;

import io.r2dbc.spi.ConnectionFactories;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The HTTP of one node, over a database in memory and a cache of this process alone. */
class ProductControllerTest {

    private final Scheduler queries = Schedulers.newBoundedElastic(2, 100, "h2");
    private final ProductRepository repository = new ProductRepository(
            DatabaseClient.create(ConnectionFactories.get("r2dbc:h2:mem:///http;DB_CLOSE_DELAY=-1")), queries);
    private volatile Mono<Void> beforeWrite = Mono.empty();
    private volatile Mono<Void> beforeLoad = Mono.empty();
    private ReactiveCache<Long, Product> cache;
    private WebTestClient http;

    @BeforeEach
    void open() {
        repository.create(100).block(Duration.ofSeconds(10));
        cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .loader(id -> beforeLoad.then(repository.find(id)))
                .writer((id, product) -> beforeWrite.then(repository.update(product)))
                .build();
        http = WebTestClient.bindToController(new ProductController(new Products(cache, repository)))
                .controllerAdvice(new ProblemAdvice(DataSize.ofKilobytes(16)))
                .httpMessageCodecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 * 1024))
                .build();
    }

    @AfterEach
    void close() {
        cache.close().block(Duration.ofSeconds(10));
        queries.dispose();
    }

    @Test
    void headersTellTheTierAndTheAge() {
        get("/products/1").expectStatus().isOk().expectHeader().valueEquals("X-Cache", "loaded");
        get("/products/1")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Cache", "local")
                .expectHeader()
                .valueEquals("X-Cache-Freshness", "fresh")
                .expectHeader()
                .valueMatches(HttpHeaders.AGE, "\\d+")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Product 1");
    }

    @Test
    void aPositionThatNobodyGaveIsRefusedAndOneOfAnotherLogIsLoadedFor() {
        problem(
                http.get().uri("/products/1").header("X-Cache-Position", "7-0").exchange(),
                HttpStatus.BAD_REQUEST,
                "X-Cache-Position: malformed (expected: that of an answer)");
        http.get()
                .uri("/products/1")
                .header("X-Cache-Position", "7-0-1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Cache", "loaded");
    }

    @Test
    void anAbsentProductIsNotFound() {
        problem(get("/products/101"), HttpStatus.NOT_FOUND, "id: no such product");
        problem(put("/products/101", "{\"price\": 1}"), HttpStatus.NOT_FOUND, "id: no such product");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0x2A", "+1", "01", "1.0", "99999999999999999999", "٤٢", "%20", "1%00"})
    void anIdThatIsNoNumberIsRefused(String id) {
        problem(get(id), HttpStatus.BAD_REQUEST, "id: malformed (expected: a decimal number)");
    }

    @Test
    void aPriceIsChangedAndSeen() {
        put("/products/2", "{\"price\": 12.5}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"id\": 2, \"price\": 12.50}");
        get("/products/2").expectBody().jsonPath("$.price").isEqualTo(12.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                     | price: absent (expected: a number)",
                "{\"price\": null}      | price: absent (expected: a number)",
                "{\"price\": -0.01}     | price: negative (expected: >= 0)",
                "{\"price\": 1.234}     | price: too long (expected: at most 10 digits and 2 after the point)",
                "{\"price\": 12345678901} | price: too long (expected: at most 10 digits and 2 after the point)",
                "{\"price\": 1e999999}  | price: too long (expected: at most 10 digits and 2 after the point)",
                "{\"price\": \"free\"}  | body: unreadable (expected: JSON of the form {\"price\": 12.50})",
                "{\"price\":            | body: unreadable (expected: JSON of the form {\"price\": 12.50})"
            })
    void aBodyThatIsNoPriceIsRefusedWithTheLimit(String body, String detail) {
        problem(put("/products/3", body), HttpStatus.BAD_REQUEST, detail);
    }

    @Test
    void aBodyOfAMegabyteIsRefused() {
        String body = "{\"price\": " + " ".repeat(1 << 20) + "1}";

        problem(put("/products/3", body), HttpStatus.CONTENT_TOO_LARGE, "body: too large (expected: <= 16384B)");
    }

    @Test
    void aWriteThatTheDatabaseRefusesSaysWhatIsKnown() {
        beforeWrite = Mono.error(new DataAccessResourceFailureException("gone"));

        problem(
                        put("/products/4", "{\"price\": 1}"),
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The price was not changed on all nodes.")
                .jsonPath("$.failedStep")
                .isEqualTo("TRUTH")
                .jsonPath("$.written")
                .isEqualTo("unknown")
                .jsonPath("$.announced")
                .isEqualTo(true);
    }

    @Test
    void aReadThatTheDatabaseRefusesIsUnavailable() {
        beforeLoad = Mono.error(new DataAccessResourceFailureException("gone"));

        problem(get("/products/5"), HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.");
    }

    @Test
    void aWriterThatIsOvertakenStartsAgain() {
        beforeWrite = Mono.defer(() -> {
            beforeWrite = Mono.empty();
            return repository.find(6).flatMap(product -> repository.update(product.repriced(product.price())));
        });

        put("/products/6", "{\"price\": 6}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"version\": 3, \"price\": 6.00}");
    }

    @Test
    void aWriteThatAllNodesWereToldOfSaysSo() {
        beforeLoad = Mono.error(new WriteFailedException(Step.SETTLE, true, new TimeoutException()));

        problem(get("/products/7"), HttpStatus.SERVICE_UNAVAILABLE, "The price was not changed on all nodes.")
                .jsonPath("$.failedStep")
                .isEqualTo("SETTLE")
                .jsonPath("$.written")
                .isEqualTo("yes");
    }

    private WebTestClient.ResponseSpec get(String path) {
        return http.get().uri(path.startsWith("/") ? path : "/products/" + path).exchange();
    }

    private WebTestClient.ResponseSpec put(String path, String body) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.BodyContentSpec problem(
            WebTestClient.ResponseSpec response, HttpStatus status, String detail) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }
}
