package io.reactivecache.redis;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Asks the primaries of a cluster who has which slot: at the beginning, at each interval, and soon when somebody has
 * found a key elsewhere or a server away. What counts is what more than half of them confirm; of what they say it is
 * the newest.
 */
final class ClusterWatch implements Disposable {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);
    private static final int REPEATED_QUESTIONS = 2;
    private static final int AT_ONCE = 16;

    private final RedisSettings settings;
    private final Function<ClusterNode, Mono<ClusterView>> question;
    private final Sinks.Many<Long> hurried = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> disposed = Sinks.empty();
    private final Flux<SlotMap> maps;
    private volatile SlotMap last = SlotMap.NONE;
    private Duration pause;
    private @Nullable Boolean told;

    /**
     * A watch that begins with its first subscriber.
     *
     * @param question asks one server how it sees the cluster
     */
    ClusterWatch(RedisSettings settings, Function<ClusterNode, Mono<ClusterView>> question) {
        this.settings = settings;
        this.question = question;
        this.pause = settings.minBackoff();
        this.maps = Flux.merge(
                        Flux.interval(Duration.ZERO, settings.probeInterval(), settings.scheduler()), hurried.asFlux())
                .onBackpressureLatest()
                .publishOn(settings.scheduler(), 1)
                .concatMap(tick -> next(), 0)
                .takeUntilOther(disposed.asMono())
                .distinctUntilChanged()
                .replay(1)
                .refCount();
    }

    /** Emits who has which slot, now and at each change, of which some may be missed. Completes when disposed. */
    Flux<SlotMap> maps() {
        return maps;
    }

    /** Has it asked soon; not more often than a cluster bears that has no answer, whoever asks for it. */
    void hurry() {
        hurried.tryEmitNext(0L);
    }

    private Flux<SlotMap> next() {
        return now().onErrorReturn(SlotMap.NONE).flatMapMany(map -> {
            note(map);
            return Flux.just(map)
                    .concatWith(Mono.delay(pause, settings.scheduler()).then(Mono.empty()));
        });
    }

    private void note(SlotMap map) {
        boolean isSame = map.equals(last);
        pause = isSame ? shorter(pause.multipliedBy(2), settings.maxBackoff()) : settings.minBackoff();
        last = map;
        tell(map != SlotMap.NONE);
    }

    private void tell(boolean isKnown) {
        if (!Boolean.valueOf(isKnown).equals(told)) {
            told = isKnown;
            if (isKnown) {
                LOG.info("redis: a cluster of {} primaries", last.primaries().size());
            } else {
                LOG.warn("redis: most primaries of the cluster do not answer, trying on");
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Asks once; errors if most primaries do not answer. */
    Mono<SlotMap> now() {
        return Mono.defer(() -> asked(last.primaries()))
                .switchIfEmpty(Mono.defer(() -> asked(seeds())))
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)))
                .retry(REPEATED_QUESTIONS);
    }

    private List<ClusterNode> seeds() {
        return settings.seeds().stream()
                .map(seed -> new ClusterNode("", seed.getHost(), seed.getPort()))
                .toList();
    }

    /** Asks these, then those primaries they know and are not among them. */
    private Mono<SlotMap> asked(Collection<ClusterNode> nodes) {
        return views(nodes)
                .flatMap(views ->
                        views(others(views, nodes)).doOnNext(views::addAll).thenReturn(views))
                .map(ClusterWatch::confirmed)
                .flatMap(Mono::justOrEmpty);
    }

    private static Optional<SlotMap> confirmed(List<ClusterView> views) {
        return Optional.of(SlotMap.of(views)).filter(map -> map.isConfirmedBy(views));
    }

    private static List<ClusterNode> others(List<ClusterView> views, Collection<ClusterNode> asked) {
        List<String> heard = views.stream().map(ClusterView::self).toList();
        return SlotMap.of(views).primaries().stream()
                .filter(node -> !heard.contains(node.id()) && !asked.contains(node))
                .toList();
    }

    /** Who does not answer says nothing. */
    private Mono<List<ClusterView>> views(Collection<ClusterNode> nodes) {
        return Flux.fromIterable(nodes)
                .flatMap(node -> question.apply(node).onErrorComplete(), AT_ONCE)
                .collect(ArrayList::new, List::add);
    }

    /** Asks no more. */
    @Override
    public void dispose() {
        disposed.tryEmitEmpty();
    }
}
