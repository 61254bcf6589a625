package io.reactivecache.test.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a machine that is wrong by some time, and can be set. */
final class MovedClock implements InstantSource {

    private volatile Duration wrong;

    MovedClock(Duration wrong) {
        this.wrong = wrong;
    }

    void set(Duration wrongNow) {
        this.wrong = wrongNow;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(wrong);
    }
}
