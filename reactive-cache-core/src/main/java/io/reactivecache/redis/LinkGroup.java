package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links to one primary, all to one life of it. A name has one of them, chosen by its hash slot. While that is
 * lost no other takes its place: neither the order of what is sent for a key nor its tickets would survive that.
 */
final class LinkGroup implements Disposable {

    private final List<KeptLink> links = new CopyOnWriteArrayList<>();
    private final KeptLink first;
    private final Flux<Boolean> available;

    /**
     * Begins to connect, now and without end.
     *
     * @param server what the log calls it
     */
    LinkGroup(Mono<RedisLink> connect, RedisSettings settings, String server) {
        LinkNews news = new LinkNews(server, settings.connections());
        IntStream.range(0, settings.connections())
                .forEach(i -> links.add(new KeptLink(connect, settings, news, this::leaveOthersThan)));
        this.first = links.get(0);
        this.available = links.size() == 1 ? first.available() : allAvailable();
    }

    /** Emits the link of a name; errors at once if there is none. */
    Mono<RedisLink> of(byte[] name) {
        return links.size() == 1
                ? first.current()
                : links.get(SlotHash.getSlot(name) % links.size()).current();
    }

    /** Emits one of the links, for what is of no name; errors at once if it is not there. */
    Mono<RedisLink> any() {
        return first.current();
    }

    /**
     * Emits whether all links are there, now and at each change; who is slow misses changes. Completes when disposed.
     */
    Flux<Boolean> available() {
        return available;
    }

    private Flux<Boolean> allAvailable() {
        List<Flux<Boolean>> each = links.stream().map(KeptLink::available).toList();
        return Flux.combineLatest(each, states -> List.of(states).stream().allMatch(Boolean.TRUE::equals))
                .onBackpressureLatest()
                .distinctUntilChanged();
    }

    /** Guards that a change left in one life of Redis are not there in another. */
    private void leaveOthersThan(RedisLink link) {
        links.forEach(kept -> kept.leaveUnlessOf(link.generation()));
    }

    /** Gives the links up and looks for no others. */
    @Override
    public void dispose() {
        links.forEach(KeptLink::dispose);
    }
}
