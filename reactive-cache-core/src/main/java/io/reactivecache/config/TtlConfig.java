package io.reactivecache.config;

import java.time.Duration;

/**
 * How long values may be answered as fresh, counted from when they were loaded or put.
 *
 * @param local by the local tier
 * @param remote by the remote tier
 * @param absent how long it is remembered, in both tiers, that there is no value; zero: not at all
 * @param jitter by which part of it the time of each entry is shortened at most, at random; 0 to 1
 * @param idle how long the local tier keeps an entry nobody reads; zero: as long as any other
 */
public record TtlConfig(Duration local, Duration remote, Duration absent, double jitter, Duration idle) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public TtlConfig {
        Problems problems = new Problems();
        problems.positive(local.equals(remote) ? "ttl" : "ttl.local", local);
        if (!local.equals(remote)) {
            problems.positive("ttl.remote", remote);
        }
        problems.notNegative("ttl.absent", absent);
        problems.fraction("ttl.jitter", jitter);
        problems.notNegative("ttl.idle", idle);
        problems.throwIfAny();
    }
}
