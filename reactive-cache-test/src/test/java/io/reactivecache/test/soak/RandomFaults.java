package io.reactivecache.test.soak;

import io.reactivecache.test.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Servers that stand still or are killed every now and then, one at a time, and come back. */
final class RandomFaults {

    private static final Duration LONGEST_FAULT = Duration.ofSeconds(3);
    private static final Duration LONGEST_PEACE = Duration.ofSeconds(15);

    private final List<TestServer> servers;
    private final SplittableRandom chance;
    private int count;

    RandomFaults(List<TestServer> servers, long seed) {
        this.servers = servers;
        this.chance = new SplittableRandom(seed);
    }

    /** One fault, and the peace after it. Returns when the server is back. */
    void one() {
        TestServer server = servers.get(chance.nextInt(servers.size()));
        if (chance.nextBoolean()) {
            server.pause();
            pass(LONGEST_FAULT);
            server.resume();
        } else {
            server.kill();
            pass(LONGEST_FAULT);
            server.start();
        }
        count++;
        pass(LONGEST_PEACE);
    }

    int count() {
        return count;
    }

    private void pass(Duration longest) {
        LockSupport.parkNanos(chance.nextLong(longest.toNanos()));
    }
}
