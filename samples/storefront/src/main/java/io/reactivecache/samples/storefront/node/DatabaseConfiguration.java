package io.reactivecache.samples.storefront.node;

import static io.r2dbc.spi.ConnectionFactoryOptions.DATABASE;
import static io.r2dbc.spi.ConnectionFactoryOptions.DRIVER;
import static io.r2dbc.spi.ConnectionFactoryOptions.HOST;
import static io.r2dbc.spi.ConnectionFactoryOptions.PORT;
import static io.r2dbc.spi.ConnectionFactoryOptions.PROTOCOL;
import static io.r2dbc.spi.ConnectionFactoryOptions.USER;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.samples.storefront.transaction.ScheduledTransactionManager;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The connections to the database, and the scheduler its queries run on. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECTIONS = 8;
    private static final int WAITING = 10_000;

    @Bean
    ConnectionFactoryOptions databaseOptions(StorefrontSettings settings) {
        return ConnectionFactoryOptions.parse(settings.databaseAddress());
    }

    /**
     * The scheduler of all queries. R2DBC for H2 is JDBC in disguise and blocks whoever subscribes, so it gets as many
     * threads as there are connections and a bounded queue. PostgreSQL never blocks and needs no other thread.
     */
    @Bean(destroyMethod = "dispose")
    Scheduler queries(ConnectionFactoryOptions database) {
        return isH2(database) ? Schedulers.newBoundedElastic(CONNECTIONS, WAITING, "h2") : Schedulers.immediate();
    }

    @Bean
    ConnectionPool connectionPool(ConnectionFactoryOptions database, Scheduler queries) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory(database))
                .allocatorSubscribeOn(queries)
                .initialSize(1)
                .maxSize(CONNECTIONS)
                .maxAcquireTime(Duration.ofSeconds(5))
                .build());
    }

    @Bean
    DatabaseClient databaseClient(ConnectionPool pool) {
        return DatabaseClient.create(pool);
    }

    /** Transactions, whose beginnings and ends block for H2 as its queries do. */
    @Bean
    TransactionalOperator transactionalOperator(ConnectionPool pool, Scheduler queries) {
        return TransactionalOperator.create(new ScheduledTransactionManager(pool, queries));
    }

    // The driver's URL form knows memory and files only; a server has to be named by its own builder.
    private static ConnectionFactory factory(ConnectionFactoryOptions database) {
        if (!isH2(database) || !"tcp".equals(database.getValue(PROTOCOL))) {
            return ConnectionFactories.get(database);
        }
        return new H2ConnectionFactory(H2ConnectionConfiguration.builder()
                .tcp(text(database, HOST), (Integer) database.getRequiredValue(PORT), text(database, DATABASE))
                .username(text(database, USER))
                .password("")
                .build());
    }

    private static boolean isH2(ConnectionFactoryOptions database) {
        return "h2".equals(database.getValue(DRIVER));
    }

    private static String text(ConnectionFactoryOptions database, Option<?> option) {
        return String.valueOf(database.getRequiredValue(option));
    }
}
