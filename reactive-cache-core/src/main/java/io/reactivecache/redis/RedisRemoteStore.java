package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A remote store over one Redis server, the one that sentinels name, or the primaries of a cluster, by one connection
 * to each that all operations share, or by a few that share the keys.
 *
 * <p>While Redis cannot be reached every operation errors at once with {@link RemoteUnavailableException}, and
 * nothing is kept to be sent later; while one connection of several or one primary of a cluster is lost, those on its
 * keys do, and so do those on a slot that has moved until the store has followed it. A ticket is void on every
 * connection but the one that gave it. What was stored before Redis restarted, before another server became the
 * primary, or before its slot moved, reads as of an epoch nobody knows, since Redis may have forgotten changes then
 * that it had acknowledged. What it evicts for lack of memory it forgets as well: give it room, or a policy that
 * spares keys by age.
 *
 * <p>Reads that are issued together travel in one command, an MGET, or in one for each slot of a cluster, and come
 * back together; a lone read waits for no other. As MGET does, a read finds nothing under a key of another type than
 * string.
 *
 * <p>Signals are emitted on threads of Lettuce, which must not be blocked; refusals without a connection, or of more
 * operations than may wait, on the subscribing thread.
 */
public final class RedisRemoteStore implements RemoteStore, Leases, MarkerTable, Sweepable, Disposable {

    private final RedisConnector connector;
    private final RedisLinks links;
    private final KeyForm keys;
    private final Duration patience;

    RedisRemoteStore(RedisSettings settings) {
        Script.read();
        this.connector = new RedisConnector(settings);
        this.patience = settings.commandTimeout().dividedBy(2);
        this.keys = settings.keys();
        this.links = settings.seeds().isEmpty()
                ? new ServerLinks(connector, settings)
                : new ClusterLinks(connector, settings);
    }

    /**
     * A store with default settings that begins to connect now, whether Redis is there yet or not.
     *
     * @param uri as in {@link RedisRemoteStoreBuilder#uri}
     * @throws io.reactivecache.InvalidConfigException if the uri is malformed
     */
    public static RedisRemoteStore create(String uri) {
        return builder().uri(uri).build();
    }

    /** Settings to begin with. */
    public static RedisRemoteStoreBuilder builder() {
        return new RedisRemoteStoreBuilder();
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        RedisKey name = keys.key(key);
        return links.of(name.name()).flatMap(link -> name.read(link, maxLoadTime));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        RedisKey name = keys.key(key);
        return links.of(name.name()).flatMap(link -> name.fill(link, entry, ticket));
    }

    @Override
    public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
        RedisKey name = keys.key(key);
        return links.of(name.name()).flatMap(link -> name.close(link, token, held, fence));
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        RedisKey name = keys.key(key);
        return links.of(name.name())
                .flatMap(link -> name.open(link, token, position, fence))
                .then();
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        RedisKey name = keys.key(key);
        return links.of(name.name()).flatMap(link -> name.store(link, token, entry, ticket, fence));
    }

    @Override
    public Mono<LeasedRead> acquire(String key, Token token, Duration time, Duration maxLoadTime) {
        RedisLease lease = RedisLease.of(keys.key(key));
        return links.of(lease.key()).flatMap(link -> lease.acquire(link, token, time, maxLoadTime));
    }

    @Override
    public Mono<Void> release(String key, Token token) {
        RedisLease lease = RedisLease.of(keys.key(key));
        return links.of(lease.key()).flatMap(link -> lease.release(link, token));
    }

    @Override
    public Mono<Void> close(String cache, Token token, String marker) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.table()).flatMap(link -> markers.close(link, token, marker));
    }

    @Override
    public Mono<Void> open(String cache, Token token, String marker, LogPositions positions) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.table()).flatMap(link -> markers.open(link, token, marker, positions));
    }

    @Override
    public Mono<Boolean> checkpoint(String cache, long seal, LogPositions positions) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.table()).flatMap(link -> markers.checkpoint(link, seal, positions));
    }

    @Override
    public Mono<Content> read(String cache) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.table()).flatMap(markers::read);
    }

    @Override
    public Mono<Boolean> drop(String cache, Row row) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.table()).flatMap(link -> markers.drop(link, row));
    }

    @Override
    public Mono<Boolean> lead(String cache, Token token, Duration time) {
        RedisMarkers markers = RedisMarkers.of(cache, keys);
        return links.of(markers.lead()).flatMap(link -> markers.lead(link, token, time));
    }

    /**
     * {@inheritDoc} The text must have no character that is special in a pattern of Redis. Of a cluster all primaries
     * are gone through; it errors if one of them is away, and if a slot was on its way meanwhile.
     */
    @Override
    public Flux<Swept> scan(String prefix) {
        return links.onEach(link -> new RedisSweep(link).scan(prefix));
    }

    @Override
    public Mono<Boolean> removeBefore(String key, Position position, Duration fence) {
        RedisKey name = keys.key(key);
        return links.of(name.name()).flatMap(link -> new RedisSweep(link).removeBefore(name.name(), position, fence));
    }

    /**
     * Emits whether there is every connection, of a cluster whether every slot has them, now and at each change;
     * completes only when this store is disposed. Who does not ask in time misses changes that were undone since.
     * While it is false the operations on other keys than those of what is lost go on; a cache says that the remote
     * tier is down, repeats no changes there that were missed, and does not sweep it.
     */
    @Override
    public Flux<Boolean> available() {
        return links.available();
    }

    /**
     * Makes a link for one use alone, to where a name is, to be closed by whoever uses it. Empty once this store is
     * disposed.
     */
    Mono<RedisLink> connect(byte[] name) {
        return connector.connect(links.primary(name));
    }

    /**
     * Listens to a channel where its name is, on a link to be closed by whoever uses it. Empty once this store is
     * disposed.
     */
    Mono<RedisSubscription> subscribe(byte[] channel, Consumer<byte[]> receiver) {
        return connector.subscribe(links.primary(channel), channel, receiver);
    }

    /** How many connections there are, or are being opened. */
    int connections() {
        return connector.connections();
    }

    /** How long a question may be left open so that its answer is in time all the same. */
    Duration patience() {
        return patience;
    }

    /** The form of names. */
    KeyForm keys() {
        return keys;
    }

    /** The links to Redis, for what shares them with this store. */
    RedisLinks links() {
        return links;
    }

    /** Closes the connections and every thread of this store; returns at once. Operations error from then on. */
    @Override
    public void dispose() {
        links.dispose();
        connector.dispose();
    }
}
