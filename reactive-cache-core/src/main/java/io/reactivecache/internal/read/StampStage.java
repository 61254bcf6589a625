package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.KeySpace;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Notes, before anything is read, up to where this node has applied the log: that is what the value will reflect. */
public final class StampStage<K, V> implements ReadStage<K, V> {

    private final KeySpace<K> keys;
    private final AppliedPositions positions;
    private final ReadStage<K, V> next;

    public StampStage(KeySpace<K> keys, AppliedPositions positions, ReadStage<K, V> next) {
        this.keys = keys;
        this.positions = positions;
        this.next = next;
    }

    @Override
    public Mono<Loaded<V>> read(Read<K, V> read) {
        String encoded = keys.encode(read.key());
        Optional<AppliedPositions.View> view = positions.view();
        if (view.isEmpty()) {
            return next.read(read);
        }
        Read.Target target = target(encoded, view.get());
        read.flight().began(target.applied());
        return next.read(read.at(target));
    }

    private Read.Target target(String encoded, AppliedPositions.View view) {
        Address address = keys.address(encoded, view.partitions());
        return new Read.Target(address, view.applied(address.partition()));
    }
}
