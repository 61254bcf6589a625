package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links to the primaries of a cluster. A command goes to the primary of its slot as far as is known; one that
 * comes to another errors, is not sent again, and has the cluster asked.
 *
 * <p>Each primary has a life of its own. Marks and tombstones that its replica did not get are lost when that follows
 * it. The values there are then of an epoch nobody knows, as are those of a slot that moved, so none of them is one that
 * a lost mark was about. And a fill needs a ticket of the link it goes by: one that the new primary has given is younger
 * than what was closed on the old one, which, cut off, takes no writes from before another can follow it. A fill that
 * passes nevertheless is older than the record of the change, and readers that have applied that refuse it.
 */
final class ClusterLinks implements RedisLinks {

    /** How long a server may take to tell what others may tell as well. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RedisConnector connector;
    private final RedisSettings settings;
    private final ClusterWatch watch;
    private final Flux<Boolean> available;
    private volatile Routes routes = Routes.NONE;

    /** Begins to ask and to connect, now and without end. */
    ClusterLinks(RedisConnector connector, RedisSettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.watch = new ClusterWatch(settings, this::view);
        this.available = watch.maps()
                .map(this::follow)
                .doFinally(end -> routes.dispose())
                .switchMap(Routes::available)
                .startWith(false)
                .concatWithValues(false)
                .replay(1)
                .autoConnect(0)
                .onBackpressureLatest() // a replay waits for its slowest subscriber, and the watch would with it
                .distinctUntilChanged();
    }

    private Routes follow(SlotMap map) {
        Routes next = routes.by(map, this::connected);
        routes = next;
        return next;
    }

    private LinkGroup connected(ClusterNode node) {
        Primary primary = primary(node, Mono.never());
        return new LinkGroup(
                connector.connect(Mono.just(primary)).doOnError(away -> watch.hurry()),
                settings,
                "redis " + node.host() + ':' + node.port());
    }

    private Primary primary(ClusterNode node, Mono<Void> deposed) {
        return new Primary(uri(node), Term.HISTORY, deposed, watch::hurry);
    }

    private RedisURI uri(ClusterNode node) {
        return settings.at(node.host(), node.port());
    }

    /** Over a link there is, or else by a connection for this alone. */
    private Mono<ClusterView> view(ClusterNode node) {
        Mono<String> apart = Mono.defer(() -> connector.ask(uri(node), commands -> commands.clusterNodes()));
        return Mono.justOrEmpty(routes.to(node))
                .flatMap(group -> group.any().onErrorComplete())
                .map(link -> link.commands().clusterNodes())
                .defaultIfEmpty(apart)
                .flatMap(answer -> answer)
                .timeout(PATIENCE, settings.scheduler())
                .map(answer -> ClusterView.parse(answer, node, settings.uri().isSsl()));
    }

    @Override
    public Mono<RedisLink> of(byte[] name) {
        return Mono.defer(() -> routes.of(name));
    }

    @Override
    public Mono<Primary> primary(byte[] name) {
        int slot = SlotHash.getSlot(name);
        return Mono.fromSupplier(() -> routes.map().owner(slot))
                .map(node -> primary(node, deposed(slot, node)))
                .switchIfEmpty(away());
    }

    private Mono<Void> deposed(int slot, ClusterNode node) {
        return watch.maps().filter(map -> !node.equals(map.owner(slot))).next().then();
    }

    /**
     * A key that goes from one primary to another meanwhile may be met on neither, and no map tells how far it has
     * come.
     */
    @Override
    public <T> Flux<T> onEach(Function<RedisLink, Flux<T>> work) {
        return settled(null)
                .flatMapMany(map -> Flux.fromIterable(routes.all())
                        .concatMap(group -> group.any().flatMapMany(work), 0)
                        .concatWith(Mono.defer(() -> settled(map)).then(Mono.empty())));
    }

    /** Emits the map there is now, of which the routes are, if no slot is on its way; errors if it is not this one. */
    private Mono<SlotMap> settled(@Nullable SlotMap begun) {
        return watch.now()
                .filter(map -> map.isSettled() && map.equals(routes.map()) && (begun == null || map.equals(begun)))
                .switchIfEmpty(ClusterLinks.<SlotMap>away().doOnError(away -> watch.hurry()));
    }

    private static <T> Mono<T> away() {
        return Mono.error(() -> new RemoteUnavailableException(Reason.AWAY));
    }

    @Override
    public Flux<Boolean> available() {
        return available;
    }

    @Override
    public void dispose() {
        watch.dispose();
        routes.dispose();
    }
}
