package io.reactivecache.test.remote;

/** The operations of a remote store. */
public enum RemoteOperation {
    /** {@link io.reactivecache.spi.RemoteStore#read}. */
    READ,
    /** {@link io.reactivecache.spi.RemoteStore#fill}. */
    FILL,
    /** {@link io.reactivecache.spi.RemoteStore#close}. */
    CLOSE,
    /** {@link io.reactivecache.spi.RemoteStore#open}. */
    OPEN,
    /** {@link io.reactivecache.spi.RemoteStore#store}. */
    STORE,
    /** {@link io.reactivecache.spi.Leases#acquire}. */
    ACQUIRE,
    /** {@link io.reactivecache.spi.Leases#release}. */
    RELEASE,
    /** {@link io.reactivecache.spi.MarkerTable#close}. */
    CLOSE_MARKER,
    /** {@link io.reactivecache.spi.MarkerTable#open}. */
    OPEN_MARKER,
    /** {@link io.reactivecache.spi.MarkerTable#checkpoint}. */
    CHECKPOINT,
    /** {@link io.reactivecache.spi.MarkerTable#read}. */
    READ_MARKERS,
    /** {@link io.reactivecache.spi.MarkerTable#drop}. */
    DROP_MARKER,
    /** {@link io.reactivecache.spi.MarkerTable#lead}. */
    LEAD,
    /** {@link io.reactivecache.spi.Sweepable#removeBefore}. */
    REMOVE
}
