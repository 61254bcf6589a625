package io.reactivecache.samples.storefront.product;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Objects;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The products in the database, the system of record. All queries run on the scheduler the database asks for. */
@Repository
public class ProductRepository {

    private static final String CREATE_TABLE = """
            CREATE TABLE IF NOT EXISTS product (
                id BIGINT PRIMARY KEY,
                name VARCHAR(100) NOT NULL,
                price NUMERIC(12, 2) NOT NULL,
                version BIGINT NOT NULL)
            """;

    // One statement, hence all or nothing. The prices look random and can be told from the id.
    private static final String CREATE_PRODUCTS = """
            INSERT INTO product (id, name, price, version)
            SELECT x, 'Product ' || x, CAST(100 + MOD(x * 7919, 9900) AS NUMERIC(12, 2)) / 100, 1
            FROM GENERATE_SERIES(1, :count) AS series(x)
            WHERE x > (SELECT COALESCE(MAX(id), 0) FROM product)
            """;

    private static final String FIND = "SELECT id, name, price, version FROM product WHERE id = :id";

    private static final String UPDATE =
            "UPDATE product SET price = :price, version = :version WHERE id = :id AND version = :version - 1";

    private final DatabaseClient database;
    private final Scheduler queries;

    public ProductRepository(DatabaseClient database, Scheduler queries) {
        this.database = database;
        this.queries = queries;
    }

    /** Creates the table and those of the products from 1 to the count that are missing, and emits how many were. */
    public Mono<Long> create(int count) {
        return scheduled(database.sql(CREATE_TABLE)
                .then()
                .then(database.sql(CREATE_PRODUCTS)
                        .bind("count", (long) count)
                        .fetch()
                        .rowsUpdated()));
    }

    /** Emits the product, or completes empty if there is none. */
    public Mono<Product> find(long id) {
        return scheduled(database.sql(FIND)
                .bind("id", id)
                .map(ProductRepository::product)
                .one());
    }

    /**
     * Replaces the version before this one. Errors with {@link OptimisticLockingFailureException} if the product has
     * another version, that is, if another write came in between.
     */
    public Mono<Void> update(Product product) {
        return scheduled(database.sql(UPDATE)
                .bind("id", product.id())
                .bind("price", product.price())
                .bind("version", product.version())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new OptimisticLockingFailureException("product: changed meanwhile")))
                .then());
    }

    private <T> Mono<T> scheduled(Mono<T> query) {
        return query.subscribeOn(queries).cancelOn(queries);
    }

    private static Product product(Readable row) {
        return new Product(
                required(row, "id", Long.class),
                required(row, "name", String.class),
                required(row, "price", BigDecimal.class),
                required(row, "version", Long.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
