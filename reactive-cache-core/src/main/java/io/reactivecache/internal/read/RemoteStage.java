package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.Ticket;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Answers from the remote tier, else asks the next stage and fills the remote tier with what it brings. */
public final class RemoteStage<K, V> implements ReadStage<K, V> {

    private final RemoteTier<V> remote;
    private final boolean fills;
    private final ReadStage<K, V> next;

    /**
     * The stage.
     *
     * @param fills false if what is put is the truth: then nothing that was loaded may stand in its way
     */
    public RemoteStage(RemoteTier<V> remote, boolean fills, ReadStage<K, V> next) {
        this.remote = remote;
        this.fills = fills;
        this.next = next;
    }

    @Override
    public Mono<Entry<V>> read(Read<K, V> read) {
        return read.target().map(target -> remoteFirst(read, target)).orElseGet(() -> next.read(read));
    }

    private Mono<Entry<V>> remoteFirst(Read<K, V> read, Read.Target target) {
        return remote.read(target.address(), target.applied())
                .flatMap(answer -> answer.entry()
                        .map(Mono::just)
                        .orElseGet(() -> loaded(read, target, answer.ticket().filter(ticket -> fills))));
    }

    private Mono<Entry<V>> loaded(Read<K, V> read, Read.Target target, Optional<Ticket> ticket) {
        return next.read(read)
                .doOnNext(entry -> ticket.ifPresent(valid -> remote.fill(target.address(), entry, valid)));
    }
}
