package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which primary of a cluster has which slot. */
final class SlotMap {

    /** Nobody knows. */
    static final SlotMap NONE = new SlotMap(new ClusterNode[SlotHash.SLOT_COUNT], false);

    private final @Nullable ClusterNode[] owners;
    private final Set<ClusterNode> primaries;
    private final boolean moving;

    private SlotMap(@Nullable ClusterNode[] owners, boolean moving) {
        this.owners = owners;
        this.moving = moving;
        this.primaries =
                Arrays.stream(owners).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What several servers see, taken together: of each slot the newest claim. So a primary that was deposed is left
     * as soon as one of those who were asked knows of it.
     */
    static SlotMap of(Collection<ClusterView> views) {
        @Nullable ClusterNode[] owners = new ClusterNode[SlotHash.SLOT_COUNT];
        long[] epochs = new long[SlotHash.SLOT_COUNT];
        Arrays.fill(epochs, -1);
        views.stream()
                .flatMap(view -> view.claims().stream())
                .forEach(claim -> claim.slots().stream()
                        .filter(slot -> claim.epoch() > epochs[slot])
                        .forEach(slot -> {
                            owners[slot] = claim.node();
                            epochs[slot] = claim.epoch();
                        }));
        return new SlotMap(owners, views.stream().anyMatch(ClusterView::moving));
    }

    /**
     * True if more than half of the primaries are among those who see it so: fewer may not know that there are others.
     */
    boolean isConfirmedBy(Collection<ClusterView> views) {
        Set<String> present = views.stream().map(ClusterView::self).collect(Collectors.toSet());
        long agreeing =
                primaries.stream().filter(node -> present.contains(node.id())).count();
        return agreeing > primaries.size() / 2;
    }

    /** The primary of a slot, if it has one. */
    @Nullable
    ClusterNode owner(int slot) {
        return owners[slot];
    }

    /** All primaries that have slots. */
    Set<ClusterNode> primaries() {
        return primaries;
    }

    /** True if every slot has a primary. */
    boolean isWhole() {
        return Arrays.stream(owners).allMatch(Objects::nonNull);
    }

    /** True if every slot has a primary, and none is on its way to another. */
    boolean isSettled() {
        return isWhole() && !moving;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlotMap map && moving == map.moving && Arrays.equals(owners, map.owners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(owners);
    }
}
