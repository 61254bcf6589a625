package io.reactivecache.stress;

import io.reactivecache.CacheLoader;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.publisher.Mono;

/** A load that has read the row before it was changed fills nothing after the invalidation. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the reader came first")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "the change came first")
@Outcome(expect = Expect.FORBIDDEN, desc = "the old value came back")
@State
public class FencedFill {

    private final long key = OneKey.next();
    private volatile int row = 1;
    private final CacheLoader<Long, Integer> loader = any -> Mono.fromSupplier(() -> row);

    @Actor
    public void reader(II_Result seen) {
        seen.r1 = OneKey.read(key, loader);
    }

    @Actor
    public void changer() {
        row = 2;
        OneKey.forget(key);
    }

    @Arbiter
    public void afterwards(II_Result seen) {
        seen.r2 = OneKey.read(key, loader);
        OneKey.forget(key);
    }
}
