package io.reactivecache.stress;

import io.reactivecache.CacheLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import reactor.core.publisher.Mono;

/** Two readers of a key that no tier has share one load. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both are answered what was loaded once")
@Outcome(expect = Expect.FORBIDDEN, desc = "each has a load of its own")
@State
public class SharedFlight {

    private final long key = OneKey.next();
    private final AtomicInteger loads = new AtomicInteger();
    private final CacheLoader<Long, Integer> loader = any -> Mono.fromSupplier(loads::incrementAndGet);

    @Actor
    public void reader(III_Result seen) {
        seen.r1 = OneKey.read(key, loader);
    }

    @Actor
    public void otherReader(III_Result seen) {
        seen.r2 = OneKey.read(key, loader);
    }

    @Arbiter
    public void afterwards(III_Result seen) {
        seen.r3 = loads.get();
        OneKey.forget(key);
    }
}
