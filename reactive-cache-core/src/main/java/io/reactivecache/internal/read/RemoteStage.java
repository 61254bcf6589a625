package io.reactivecache.internal.read;

import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.Ticket;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Answers from the remote tier, else asks the next stage and fills the remote tier with what it brings. What the remote
 * tier has but may not be answered is offered to the flight, as what there was; if nothing comes that could take its place it
 * is taken away, or the next read would be answered by it.
 */
public final class RemoteStage<K, V> implements ReadStage<K, V> {

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
        Optional<Read.Target> target = read.target();
        return target.isEmpty() || read.call().options().remoteSkipped()
                ? next.read(read)
                : remoteFirst(read, target.get());
    }

    private Mono<Loaded<V>> remoteFirst(Read<K, V> read, Read.Target target) {
        return remote.read(target.address(), target.applied(), read.flight().stale() != null)
                .flatMap(answer -> isAnswered(read, answer)
                        ? Mono.just(Loaded.remote(answer.entry().get()))
                        : loaded(read, target, answer));
    }

    private boolean isAnswered(Read<K, V> read, RemoteTier.Answer<V> answer) {
        return answer.entry().isPresent() && read.isAnsweredBy(answer.entry().get(), clock.millis());
    }

    private Mono<Loaded<V>> loaded(Read<K, V> read, Read.Target target, RemoteTier.Answer<V> answer) {
        answer.entry().filter(read::isNews).ifPresent(read.flight()::offer);
        Optional<Ticket> ticket = answer.ticket().filter(given -> fills && !answer.isHeld());
        Mono<Loaded<V>> loading = next.read(read)
                .map(loaded -> filled(loaded, target, ticket))
                .map(loaded -> answer.isHeld() ? loaded.passing() : loaded);
        return ticket.isPresent() && answer.entry().isPresent()
                ? loading.switchIfEmpty(emptied(target, ticket.get()))
                : loading;
    }

    private Mono<Loaded<V>> emptied(Read.Target target, Ticket ticket) {
        return Mono.fromRunnable(() -> remote.behind(remote.empty(target.address(), target.applied(), ticket)));
    }

    private Loaded<V> filled(Loaded<V> loaded, Read.Target target, Optional<Ticket> ticket) {
        Optional<Mono<Void>> fill = ticket.flatMap(valid ->
                loaded.remoteFresh().map(fresh -> remote.fill(target.address(), loaded.entry(), fresh, valid)));
        remote.behind(fill.orElse(Mono.empty()).then(loaded.afterwards()));
        return fill.isPresent() ? loaded.shared() : loaded;
    }
}
