package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.append.Deadlines;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Tells every node that a transaction may change the key at any moment: they drop the value and keep none. */
public final class FenceStage<K, V> implements WriteStage<K, V> {

    private final String cache;
    private final InvalidationLog log;
    private final Deadlines deadlines;
    private final Duration lasts;

    /**
     * The stage.
     *
     * @param deadlines by when the log must have acknowledged the record
     * @param lasts how long nodes keep nothing, if they never hear how the transaction ended
     */
    public FenceStage(String cache, InvalidationLog log, Deadlines deadlines, Duration lasts) {
        this.cache = cache;
        this.log = log;
        this.deadlines = deadlines;
        this.lasts = lasts;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        Change fenced = new Change.Fenced(cache, write.encoded(), write.token(), lasts);
        return deadlines
                .limit(Mono.defer(() -> log.append(write.address().partition(), ChangeFormat.encode(fenced))))
                .onErrorMap(failure -> new WriteFailedException(Step.ANNOUNCE, false, failure));
    }
}
