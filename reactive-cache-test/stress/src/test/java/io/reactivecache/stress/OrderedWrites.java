package io.reactivecache.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two puts the cache ends with the one that the system of record ends with. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the first put was the last")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "the second put was the last")
@Outcome(expect = Expect.FORBIDDEN, desc = "the cache has another value than the row")
@State
public class OrderedWrites {

    private final long key = OneKey.next();

    @Actor
    public void writer() {
        OneKey.write(key, 1);
    }

    @Actor
    public void otherWriter() {
        OneKey.write(key, 2);
    }

    @Arbiter
    public void afterwards(II_Result seen) {
        seen.r1 = OneKey.read(key);
        seen.r2 = OneKey.removeRow(key);
        OneKey.forget(key);
    }
}
