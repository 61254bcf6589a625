package io.reactivecache.architecture.planted;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

public final class PlantedTime {

    long millis() {
        return System.currentTimeMillis();
    }

    Instant now() {
        return Instant.now();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    LongSupplier nanos() {
        return System::nanoTime;
    }
}
