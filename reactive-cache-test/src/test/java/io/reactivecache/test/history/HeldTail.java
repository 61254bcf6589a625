package io.reactivecache.test.history;

import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * What the log delivers to a node: each event is a step, all in the order of the log. What it hears of once more brings it no
 * further.
 */
final class HeldTail implements CoreSubscriber<LogEvent>, Step {

    private final World world;
    private final Life life;
    private final boolean isReplay;
    private final Subscriber<? super LogEvent> follower;
    private final Queue<LogEvent> events = new ArrayDeque<>();

    HeldTail(World world, Life life, boolean isReplay, Subscriber<? super LogEvent> follower) {
        this.world = world;
        this.life = life;
        this.isReplay = isReplay;
        this.follower = follower;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        life.links(subscription::cancel);
        follower.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                subscription.request(n);
            }

            @Override
            public void cancel() {
                leave(subscription);
            }
        });
    }

    @Override
    public void onNext(LogEvent event) {
        events.add(event);
        world.agenda.add(this);
    }

    @Override
    public void take() {
        if (events.isEmpty() || life.isOver()) {
            return; // lost by a reset, or by a crash
        }
        if (!isReplay && world.fates.drawReset()) {
            lose();
        }
        deliver(events.remove());
    }

    /** It wants no more. */
    private void leave(Subscription subscription) {
        subscription.cancel();
        events.clear();
    }

    /** A log that cannot deliver all of its records tells the node where it goes on. */
    private void lose() {
        world.tally.count(Event.RESET);
        world.trace.add("  ", life, " loses its place in the log");
        events.clear();
        LogPositions end = Objects.requireNonNull(world.log.end().block());
        events.add(new LogEvent.Reset(end));
    }

    private void deliver(LogEvent event) {
        follower.onNext(event);
        if (isReplay) {
            world.tally.count(Event.REPLAY);
        } else if (event instanceof LogEvent.Appended appended) {
            world.applied(life.node(), appended.position());
        } else if (event instanceof LogEvent.Reset reset) {
            world.reset(life.node(), reset.positions());
        }
    }

    @Override
    public void onError(Throwable failure) {
        follower.onError(failure);
    }

    @Override
    public void onComplete() {
        follower.onComplete();
    }

    @Override
    public String toString() {
        return life + ": delivery";
    }
}
