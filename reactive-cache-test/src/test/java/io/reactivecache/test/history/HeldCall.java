package io.reactivecache.test.history;

import io.reactivecache.test.remote.RemoteOperation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * A call from one process to another: what it does there is one step, its answer another. Who cancels it ends the wait
 * only; what was sent is done all the same, later. Of what a node had sent when it crashed some is done, too.
 *
 * @param <T> what it answers
 */
final class HeldCall<T> extends Mono<T> {

    private static final Set<Object> UPKEEP = Set.of(
            RemoteOperation.READ_MARKERS,
            RemoteOperation.OPEN_MARKER,
            RemoteOperation.CHECKPOINT,
            RemoteOperation.LEAD,
            "SCAN",
            RemoteOperation.REMOVE,
            RemoteOperation.DROP_MARKER);

    private final World world;
    private final Life life;
    private final Object name;
    private final Mono<T> operation;

    /**
     * A call.
     *
     * @param life who calls
     * @param operation what it does, on the thread that subscribes
     */
    HeldCall(World world, Life life, Object name, Mono<T> operation) {
        this.world = world;
        this.life = life;
        this.name = name;
        this.operation = operation;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> caller) {
        Sent sent = new Sent(caller);
        caller.onSubscribe(sent);
        world.agenda.add(sent);
    }

    private final class Sent implements Subscription, Step {

        private final CoreSubscriber<? super T> caller;
        private boolean gone;
        private boolean done;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Sent(CoreSubscriber<? super T> caller) {
            this.caller = caller;
        }

        @Override
        public void take() {
            if (life.isOver()) {
                happenToNobody();
            } else if (done) {
                answer();
            } else {
                happen(world.fates.draw());
            }
        }

        private void happenToNobody() {
            if (!done && world.chance.oneIn(2)) {
                world.tally.count(Event.ORPHAN_STEP);
                operate();
            }
        }

        private void happen(Fate fate) {
            if (fate.isDone()) {
                operate();
            }
            if (fate.isFailure()) {
                failure = CallFailedException.INSTANCE;
            }
            if (fate == Fate.ANSWERED_LATER) {
                world.agenda.add(this);
            } else if (fate.isAnswered()) {
                answer();
            }
        }

        private void operate() {
            done = true;
            if (gone) {
                world.tally.count(Event.LATE_STEP);
            }
            operation.subscribe(value -> result = value, error -> failure = error);
        }

        private void answer() {
            if (gone) {
                world.tally.count(Event.LATE_REPLY);
            } else if (failure != null) {
                caller.onError(failure);
            } else {
                if (result != null) {
                    caller.onNext(result);
                }
                caller.onComplete();
            }
        }

        @Override
        public boolean isUpkeep() {
            return UPKEEP.contains(name);
        }

        @Override
        public void request(long n) {
            // every caller takes the one answer there is
        }

        @Override
        public void cancel() {
            gone = true;
        }

        @Override
        public String toString() {
            return life + ": " + name + (done ? ": answer" : "") + (gone || life.isOver() ? ", nobody waits" : "");
        }
    }
}
