package io.reactivecache.test.remote;

import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.fault.Corruption;

/** Reads of a remote store whose bytes have suffered. */
final class CorruptedReads {

    private CorruptedReads() {}

    static RemoteRead of(RemoteRead read, Corruption corruption) {
        return new RemoteRead(
                read.entry().map(entry -> of(entry, corruption)),
                read.damaged(),
                read.held(),
                read.ticket(),
                read.tombstone());
    }

    private static StoredEntry of(StoredEntry entry, Corruption corruption) {
        return new StoredEntry(
                entry.stamp(),
                entry.age(),
                entry.freshFor(),
                entry.ttl(),
                entry.loadTime(),
                entry.tags(),
                entry.validator(),
                entry.payload().map(payload -> of(payload, corruption)));
    }

    private static Payload of(Payload payload, Corruption corruption) {
        return new Payload(
                payload.codec(),
                payload.compression(),
                payload.schema(),
                payload.fingerprint(),
                corruption.of(payload.bytes()));
    }
}
