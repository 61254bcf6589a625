package io.reactivecache.samples.storefront.replay;

import io.reactivecache.samples.storefront.product.Product;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The truth about one product: every price it was ever given, and when each became binding. It knows what a product is
 * when it is created, and the writes of the replay; it has not asked the shop.
 */
final class Timeline {

    /** How long after the acknowledgement of a write another node may still answer the version before. */
    private static final long OTHER_NODES_NANOS = Duration.ofSeconds(1).toNanos();

    private record Acknowledged(int node, long nanos) {}

    private final long id;
    private final List<BigDecimal> prices = new ArrayList<>();
    private final List<Acknowledged> writes = new ArrayList<>();

    Timeline(long id) {
        this.id = id;
        prices.add(BigDecimal.valueOf(100 + id * 7919 % 9900, 2));
    }

    /** Begins a write; false if another is under way or its end is unknown. */
    synchronized boolean begin(BigDecimal price) {
        return prices.size() == writes.size() + 1 && prices.add(price);
    }

    /** Ends the write that was begun, and tells whether the answer to it is right. */
    synchronized boolean acknowledge(Product answer, int node, long nanos) {
        writes.add(new Acknowledged(node, nanos));
        return allows(answer, prices.size());
    }

    /** The oldest version that a read on a node which begins now may answer. */
    synchronized int leastVersion(int node, long nanos) {
        for (int write = writes.size() - 1; write >= 0; write--) {
            Acknowledged last = writes.get(write);
            if (last.node() == node || nanos - last.nanos() >= OTHER_NODES_NANOS) {
                return write + 2;
            }
        }
        return 1;
    }

    /** Tells whether an answer is right: the product, of at least that version, with the price of its version. */
    synchronized boolean allows(Product answer, int leastVersion) {
        return answer.id() == id
                && answer.name().equals("Product " + id)
                && answer.version() >= leastVersion
                && answer.version() <= prices.size()
                && answer.price().compareTo(prices.get((int) answer.version() - 1)) == 0;
    }

    synchronized boolean isWritten() {
        return !writes.isEmpty();
    }
}
