package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links to the primaries of a cluster, and which of them a slot has. A primary keeps its links as long as it has
 * slots.
 */
final class Routes {

    /** To nowhere. */
    static final Routes NONE = new Routes(SlotMap.NONE, Map.of());

    private static final RemoteUnavailableException AWAY = new RemoteUnavailableException(Reason.AWAY);

    private final SlotMap map;
    private final Map<ClusterNode, LinkGroup> groups;
    private final @Nullable LinkGroup[] slots = new LinkGroup[SlotHash.SLOT_COUNT];

    private Routes(SlotMap map, Map<ClusterNode, LinkGroup> groups) {
        this.map = map;
        this.groups = groups;
        for (int slot = 0; slot < slots.length; slot++) {
            ClusterNode owner = map.owner(slot);
            slots[slot] = owner == null ? null : groups.get(owner);
        }
    }

    /** The routes by another map. Links to who has no slots any more are given up. */
    Routes by(SlotMap next, Function<ClusterNode, LinkGroup> connected) {
        Map<ClusterNode, LinkGroup> kept = new LinkedHashMap<>();
        for (ClusterNode node : next.primaries()) {
            LinkGroup group = groups.get(node);
            kept.put(node, group == null ? connected.apply(node) : group);
        }
        groups.forEach((node, group) -> {
            if (!kept.containsKey(node)) {
                group.dispose();
            }
        });
        return new Routes(next, kept);
    }

    /** Emits the link of a name; errors at once if there is none. */
    Mono<RedisLink> of(byte[] name) {
        LinkGroup group = slots[SlotHash.getSlot(name)];
        return group == null ? Mono.error(AWAY) : group.of(name);
    }

    /** The links to a server, if it is a primary. */
    Optional<LinkGroup> to(ClusterNode node) {
        return Optional.ofNullable(groups.get(node));
    }

    /** The links to each primary. */
    Collection<LinkGroup> all() {
        return groups.values();
    }

    /** The map they are by. */
    SlotMap map() {
        return map;
    }

    /** Emits whether every slot has all its links. */
    Flux<Boolean> available() {
        List<Flux<Boolean>> each =
                groups.values().stream().map(LinkGroup::available).toList();
        return map.isWhole()
                ? Flux.combineLatest(each, states -> List.of(states).stream().allMatch(Boolean.TRUE::equals))
                : Flux.just(false);
    }

    /** Gives all links up. */
    void dispose() {
        groups.values().forEach(LinkGroup::dispose);
    }
}
