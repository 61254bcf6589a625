package io.reactivecache.samples.storefront.transaction;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Begins and ends transactions on a scheduler, for a driver that blocks whoever subscribes: what a cache announces before a commit
 * completes on an event loop.
 */
public final class ScheduledTransactionManager extends R2dbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient Scheduler scheduler;

    public ScheduledTransactionManager(ConnectionFactory connections, Scheduler scheduler) {
        super(connections);
        this.scheduler = scheduler;
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager manager, Object transaction, TransactionDefinition definition) {
        return super.doBegin(manager, transaction, definition).subscribeOn(scheduler);
    }

    @Override
    protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return super.doCommit(manager, status).subscribeOn(scheduler);
    }

    @Override
    protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return super.doRollback(manager, status).subscribeOn(scheduler);
    }

    @Override
    protected Mono<Void> doCleanupAfterCompletion(TransactionSynchronizationManager manager, Object transaction) {
        return Mono.defer(() -> super.doCleanupAfterCompletion(manager, transaction))
                .subscribeOn(scheduler);
    }
}
