package io.reactivecache.test.history;

import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import java.util.List;
import java.util.Set;
import reactor.util.context.Context;

/** A caller that invalidates all entries a predicate means. */
final class WideWrite extends Change<List<Position>> {

    /** How many shapes of predicates there are. */
    static final int SHAPES = 5;

    private static final String EVERY = "every";
    private static final List<Set<String>> TAGS = List.of(Set.of(EVERY, "0"), Set.of(EVERY, "1"));

    private final World world;
    private final int key;
    private final boolean isWhole;
    private final EntryPredicate predicate;
    private final int[] versions = new int[World.KEYS];
    private List<Position> positions = List.of();

    private WideWrite(World world, Life node, int key, boolean isWhole, EntryPredicate predicate) {
        super(world, node);
        this.world = world;
        this.key = key;
        this.isWhole = isWhole;
        this.predicate = predicate;
    }

    /** The tags of what is loaded for a key. */
    static Set<String> tags(int key) {
        return TAGS.get(key);
    }

    /** One that means a key, and perhaps the others as well. */
    static WideWrite shaped(int shape, World world, Life node, int key) {
        return switch (shape) {
            case 0 -> new WideWrite(world, node, key, true, EntryPredicate.all());
            case 1 -> new WideWrite(world, node, key, true, EntryPredicate.pattern("?"));
            case 2 -> new WideWrite(world, node, key, true, EntryPredicate.tag(EVERY));
            case 3 -> new WideWrite(world, node, key, false, EntryPredicate.tag(Integer.toString(key)));
            default -> new WideWrite(world, node, key, false, EntryPredicate.prefix(Integer.toString(key)));
        };
    }

    void call(ReactiveCache<Integer, Integer> cache) {
        call(cache.invalidateWhere(predicate));
    }

    @Override
    boolean means(int other) {
        return isWhole || other == key;
    }

    @Override
    boolean isOfTag() {
        return predicate.kind() == EntryPredicate.Kind.TAG;
    }

    @Override
    int version(int meant) {
        return versions[meant];
    }

    @Override
    int number(int meant) {
        return world.number(positions.get(world.partition(meant)));
    }

    @Override
    void announced() {
        for (int meant = 0; meant < World.KEYS; meant++) {
            versions[meant] = world.rows.version(meant);
        }
    }

    @Override
    public Context currentContext() {
        return Context.of(Change.class, this);
    }

    @Override
    public void onNext(List<Position> known) {
        positions = known;
        world.tally.count(Event.WIDE);
        acknowledged(known.stream().map(world::number).toList());
    }

    @Override
    public String toString() {
        return node() + ": invalidation of all of " + predicate.kind() + " " + predicate.text();
    }
}
