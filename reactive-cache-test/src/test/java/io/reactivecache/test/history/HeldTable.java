package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Token;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's way to the table of markers, and to all values at once: every operation is a {@link HeldCall}. */
class HeldTable implements MarkerTable, Sweepable {

    private final World world;
    private final Life life;

    HeldTable(World world, Life life) {
        this.world = world;
        this.life = life;
    }

    final <T> Mono<T> held(Object operation, Mono<T> done) {
        return new HeldCall<>(world, life, operation, done);
    }

    /** What the remote store is told of a change; a change it may not have been told of is remembered for long. */
    final <T> Mono<T> toldOf(RemoteOperation operation, Mono<T> done) {
        return held(operation, done).doOnError(failure -> world.wear()).doOnCancel(world::wear);
    }

    @Override
    public final Mono<Void> close(String cache, Token token, String marker) {
        world.wear();
        return toldOf(
                RemoteOperation.CLOSE_MARKER,
                world.remote.close(cache, token, marker).doOnSuccess(done -> world.marks.announcing(token, life)));
    }

    @Override
    public final Mono<Void> open(String cache, Token token, String marker, LogPositions positions) {
        return held(
                RemoteOperation.OPEN_MARKER,
                world.remote
                        .open(cache, token, marker, positions)
                        .doOnSuccess(done -> world.marks.announced(token, life)));
    }

    @Override
    public final Mono<Boolean> checkpoint(String cache, long seal, LogPositions positions) {
        return held(RemoteOperation.CHECKPOINT, world.remote.checkpoint(cache, seal, positions));
    }

    @Override
    public final Mono<Content> read(String cache) {
        return held(
                RemoteOperation.READ_MARKERS,
                world.remote.read(cache).map(HeldTable::inOrder).doOnNext(world.marks::read));
    }

    /** The tokens of nodes are random, and so is the order of what is found by them. */
    private static Content inOrder(Content content) {
        Comparator<Mark> byAge = Comparator.comparing(Mark::age);
        List<Mark> marks = content.marks().stream()
                .sorted(byAge.thenComparing(Mark::marker))
                .toList();
        return new Content(content.seal(), content.checkpoint(), marks, content.rows());
    }

    @Override
    public final Mono<Boolean> drop(String cache, Row row) {
        return held(RemoteOperation.DROP_MARKER, world.remote.drop(cache, row).doOnNext(world.marks::dropped));
    }

    @Override
    public final Mono<Boolean> lead(String cache, Token token, Duration time) {
        return held(RemoteOperation.LEAD, world.remote.lead(cache, token, time));
    }

    @Override
    public final Flux<Swept> scan(String prefix) {
        return held("SCAN", world.remote.scan(prefix).collectList()).flatMapIterable(all -> all);
    }

    @Override
    public final Mono<Boolean> removeBefore(String key, Position position, Duration fence) {
        return held(RemoteOperation.REMOVE, world.remote.removeBefore(key, position, fence));
    }
}
