package io.reactivecache.samples.storefront.view;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.reactivecache.KeyWrite;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The counts in the database. All queries run on the scheduler the database asks for. */
@Repository
public class ViewRepository {

    private static final String CREATE_TABLE = """
            CREATE TABLE IF NOT EXISTS product_view (
                product BIGINT NOT NULL,
                life UUID NOT NULL,
                views BIGINT NOT NULL,
                PRIMARY KEY (product, life))
            """;

    private static final String FIND = "SELECT views FROM product_view WHERE product = :product AND life = :life";

    private static final String FIND_OTHERS = """
            SELECT CAST(COALESCE(SUM(views), 0) AS BIGINT) FROM product_view
            WHERE product = :product AND life <> :life
            """;

    // A count only grows: one that is written twice, or comes late, does no harm.
    private static final String WRITE = """
            MERGE INTO product_view AS kept
            USING (SELECT CAST($1 AS BIGINT) AS product, CAST($2 AS UUID) AS life, CAST($3 AS BIGINT) AS views) AS seen
            ON kept.product = seen.product AND kept.life = seen.life
            WHEN MATCHED THEN UPDATE SET views = GREATEST(kept.views, seen.views)
            WHEN NOT MATCHED THEN INSERT (product, life, views) VALUES (seen.product, seen.life, seen.views)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Scheduler queries;

    public ViewRepository(DatabaseClient database, TransactionalOperator transaction, Scheduler queries) {
        this.database = database;
        this.transaction = transaction;
        this.queries = queries;
    }

    /** Creates the table if it is missing. */
    public Mono<Void> create() {
        return scheduled(database.sql(CREATE_TABLE).then());
    }

    /** Emits a count, or completes empty if there is none. */
    Mono<Long> find(Counter counter) {
        return scheduled(number(FIND, counter));
    }

    /** Emits how often everybody else counted the product. */
    Mono<Long> findOthers(Counter counter) {
        return scheduled(number(FIND_OTHERS, counter));
    }

    private Mono<Long> number(String query, Counter counter) {
        return database.sql(query)
                .bind("product", counter.product())
                .bind("life", counter.life())
                .mapValue(Long.class)
                .one();
    }

    /** Writes counts in one batch and one transaction. Those that are not higher than what is there change nothing. */
    Mono<Void> write(List<KeyWrite<Counter, Long>> counts) {
        Flux<Long> written = database.inConnectionMany(
                connection -> Flux.from(batch(connection, counts).execute()).concatMap(Result::getRowsUpdated));
        return transaction.transactional(scheduled(written.then()));
    }

    private static Statement batch(Connection connection, List<KeyWrite<Counter, Long>> counts) {
        Statement statement = connection.createStatement(WRITE);
        bind(statement, counts.get(0));
        counts.stream().skip(1).forEach(count -> bind(statement.add(), count));
        return statement;
    }

    private static void bind(Statement statement, KeyWrite<Counter, Long> count) {
        statement
                .bind(0, count.key().product())
                .bind(1, count.key().life())
                .bind(2, count.value().orElseThrow());
    }

    private <T> Mono<T> scheduled(Mono<T> query) {
        return query.subscribeOn(queries).cancelOn(queries);
    }
}
