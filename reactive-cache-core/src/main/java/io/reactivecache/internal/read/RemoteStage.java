package io.reactivecache.internal.read;

import io.reactivecache.ReadOptions.Use;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.Ticket;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers from the remote tier, else asks the next stage and fills the remote tier with what it brings. What the remote
 * tier has but may not be answered is offered to the flight, as what there was.
 */
public final class RemoteStage<K, V> implements ReadStage<K, V> {

    /** Two readings of one value's age differ by no more: the time of a round trip, generously. */
    private static final long SAME = 100;

    private final RemoteTier<V> remote;
    private final boolean fills;
    private final InstantSource clock;
    private final ReadStage<K, V> next;

    /**
     * The stage.
     *
     * @param fills false if what is put is the truth: then nothing that was loaded may stand in its way
     */
    public RemoteStage(RemoteTier<V> remote, boolean fills, InstantSource clock, ReadStage<K, V> next) {
        this.remote = remote;
        this.fills = fills;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public Mono<Loaded<V>> read(Read<K, V> read) {
        return read.target()
                .filter(target -> !read.call().options().remoteSkipped())
                .map(target -> remoteFirst(read, target))
                .orElseGet(() -> next.read(read));
    }

    private Mono<Loaded<V>> remoteFirst(Read<K, V> read, Read.Target target) {
        return remote.read(target.address(), target.applied(), read.flight().stale() != null)
                .flatMap(answer -> answer.entry()
                        .filter(entry -> isAnswer(read, entry))
                        .map(entry -> Mono.just(Loaded.here(entry)))
                        .orElseGet(() -> loaded(read, target, answer)));
    }

    private boolean isAnswer(Read<K, V> read, Entry<V> entry) {
        Use use = read.call().options().use();
        Entry<V> stale = read.flight().stale();
        long now = clock.millis();
        boolean refreshing = use == Use.ALL && stale != null && now < stale.freshUntil();
        return use != Use.REFRESH && now < entry.freshUntil() && isProgress(entry, stale, refreshing);
    }

    /** A refresh of a fresh value wants a newer one; else another copy of it will do, but nothing older. */
    private static boolean isProgress(Entry<?> entry, @Nullable Entry<?> stale, boolean refreshing) {
        return refreshing ? isNewer(entry, stale) : ahead(entry, stale) >= -SAME;
    }

    private static boolean isNewer(Entry<?> entry, @Nullable Entry<?> other) {
        return ahead(entry, other) > SAME;
    }

    /** By how much the one is newer; a default is no value of the key, and so older than any. */
    private static long ahead(Entry<?> entry, @Nullable Entry<?> other) {
        return other == null || other.isDefault() ? Long.MAX_VALUE : entry.created() - other.created();
    }

    private Mono<Loaded<V>> loaded(Read<K, V> read, Read.Target target, RemoteTier.Answer<V> answer) {
        answer.entry().filter(entry -> isNewer(entry, read.flight().stale())).ifPresent(read.flight()::offer);
        Optional<Ticket> ticket = answer.ticket().filter(given -> fills);
        return next.read(read)
                .doOnNext(loaded -> ticket.ifPresent(valid -> loaded.remoteFresh()
                        .ifPresent(fresh -> remote.fill(target.address(), loaded.entry(), fresh, valid))));
    }
}
