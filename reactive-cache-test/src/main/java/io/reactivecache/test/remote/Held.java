package io.reactivecache.test.remote;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;

/** What {@link InMemoryRemoteStore} holds under a key, and what it gives way to. Times in milliseconds. */
sealed interface Held {

    /** What an epoch moves by when the store starts again; odd, so that it does not come back. */
    long ANOTHER = 0x9E3779B97F4A7C15L;

    /** When this is gone by itself. */
    long over();

    /** True if a loaded value may replace this. */
    boolean yieldsToLoad(StoredEntry entry);

    /** True if the tombstone or value of a write may replace this. */
    boolean yieldsToWrite(Token token, Position position);

    /** The same as a store of another generation sees it. */
    default Held ofAnotherEpoch() {
        return this;
    }

    /** The value, if this is one. */
    default Optional<StoredEntry> value(long now) {
        return Optional.empty();
    }

    /** The tombstone, if this is one, or a value that has become one. */
    default Optional<RemoteRead.Tombstone> tombstone(long now) {
        return Optional.empty();
    }

    /** What a sweep leaves in place of this. */
    default Held swept(long over) {
        return this;
    }

    /** The mark of a write in place of this. */
    default Held closed(Token token, boolean held, long over) {
        return new Closed(token, false, held, over);
    }

    /** True if this is a mark that stays whatever other writes do. */
    default boolean isHeld() {
        return false;
    }

    /** True if this is the mark of a write that met another's. */
    default boolean isContended() {
        return false;
    }

    /** This, or nothing if its time is over. */
    default Held unlessOver(long now) {
        return over() > now ? this : Absent.NOTHING;
    }

    /**
     * A value as it is held.
     *
     * @param fence until when it leaves its tombstone behind
     */
    static Held value(StoredEntry entry, long now, long fence) {
        return new Value(entry, now - entry.age().toMillis(), fence);
    }

    /** True if there is time left to use the value in. */
    static boolean isUsable(StoredEntry entry) {
        return entry.remaining().toMillis() > 0;
    }

    private static Position moved(Position position) {
        return new Position(position.epoch() + ANOTHER, position.partition(), position.offset());
    }

    private static boolean isOlder(Position one, Position other) {
        return !one.reflects(other);
    }

    /** Nothing, or something that is none of the others: whatever comes may take its place. */
    record Absent(boolean damaged) implements Held {

        /** There is nothing. */
        static final Held NOTHING = new Absent(false);

        /** There is something that is neither a value nor left by a write. */
        static final Held DAMAGED = new Absent(true);

        @Override
        public long over() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean yieldsToLoad(StoredEntry entry) {
            return isUsable(entry);
        }

        @Override
        public boolean yieldsToWrite(Token token, Position position) {
            return true;
        }
    }

    /** A value, when it was loaded or put, and until when it leaves its tombstone behind. */
    record Value(StoredEntry entry, long created, long fence) implements Held {
        @Override
        public long over() {
            return Math.max(expiry(), fence);
        }

        private long expiry() {
            return created + entry.ttl().toMillis();
        }

        @Override
        public boolean yieldsToLoad(StoredEntry other) {
            boolean newer = entry.stamp().epoch() == other.stamp().epoch() && isOlder(other.stamp(), entry.stamp());
            return isUsable(other) && !newer;
        }

        @Override
        public boolean yieldsToWrite(Token token, Position position) {
            return isOlder(entry.stamp(), position);
        }

        @Override
        public Held ofAnotherEpoch() {
            return new Value(with(moved(entry.stamp()), entry.age()), created, fence);
        }

        @Override
        public Optional<StoredEntry> value(long now) {
            return now < expiry()
                    ? Optional.of(with(entry.stamp(), Duration.ofMillis(Math.max(0, now - created))))
                    : Optional.empty();
        }

        @Override
        public Optional<RemoteRead.Tombstone> tombstone(long now) {
            return now < expiry() ? Optional.empty() : Optional.of(RemoteRead.Tombstone.of(entry));
        }

        @Override
        public Held swept(long over) {
            return new Tombstone(entry.stamp(), over);
        }

        private StoredEntry with(Position stamp, Duration age) {
            return new StoredEntry(
                    stamp,
                    age,
                    entry.freshFor(),
                    entry.ttl(),
                    entry.loadTime(),
                    entry.tags(),
                    entry.validator(),
                    entry.payload());
        }
    }

    /** The mark of a write that is under way. */
    record Closed(Token token, boolean isContended, boolean isHeld, long over) implements Held {
        @Override
        public boolean yieldsToLoad(StoredEntry entry) {
            return false;
        }

        @Override
        public boolean yieldsToWrite(Token other, Position position) {
            return token.equals(other) && !isHeld;
        }

        @Override
        public Held closed(Token other, boolean held, long until) {
            boolean another = !token.equals(other);
            return isHeld && another
                    ? new Closed(other, true, true, Math.max(over, until))
                    : new Closed(other, isContended || another, held, until);
        }
    }

    /** The tombstone of a write that is done. */
    record Tombstone(Position position, long over) implements Held {
        @Override
        public boolean yieldsToLoad(StoredEntry entry) {
            return isUsable(entry) && entry.stamp().reflects(position);
        }

        @Override
        public boolean yieldsToWrite(Token token, Position other) {
            return isOlder(position, other);
        }

        @Override
        public Optional<RemoteRead.Tombstone> tombstone(long now) {
            return Optional.of(new RemoteRead.Tombstone(position.epoch(), position.offset()));
        }

        @Override
        public Held ofAnotherEpoch() {
            return new Tombstone(moved(position), over);
        }

        Tombstone until(long over) {
            return new Tombstone(position, over);
        }
    }
}
