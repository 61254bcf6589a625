package io.reactivecache.spi;

/** Everything of a cache that goes up and down. */
public enum CacheGauge {
    /** Loads in flight now. */
    FLIGHTS("cache.flights"),
    /** Invalidations that wait until the log takes them. */
    QUEUED("cache.outbox.queued"),
    /** Keys whose change the remote tier has not been told of. */
    OWED("cache.repairs.owed"),
    /** Keys that are being written. */
    KEYS_WRITTEN("cache.turns", "state", "held"),
    /** Writes that wait for earlier ones of their key. */
    WRITES_WAITING("cache.turns", "state", "waiting"),
    /** Entries in the local tier now, estimated. */
    LOCAL_SIZE("cache.size", "tier", "local"),
    /** Seconds since every change was last known to be applied on this node; NaN if it never was, 0 with a log in the process. */
    STALENESS("cache.staleness"),
    /**
     * Records of the log this node has not applied, as of the last question for its end; NaN if it was not answered yet, 0 with
     * a log in the process.
     */
    LAG("cache.log.lag"),
    /** Wide invalidations that entries are judged by. */
    MARKERS("cache.markers"),
    /** 1 while calls of the remote tier are turned away by their guard, a circuit breaker say, else 0. */
    BREAKER_OPEN("cache.breaker.open"),
    /** Nodes of the cache that this node takes to be there, itself among them. */
    MEMBERS("cache.members"),
    /** 1 while this node is isolated, else 0. */
    ISOLATED("cache.isolated"),
    /** Writes that were accepted and are not applied yet. */
    PENDING_WRITES("cache.behind.pending"),
    /** Bytes of the writes that were accepted and are not applied yet. */
    PENDING_BYTES("cache.behind.pending.bytes");

    private final String meterName;
    private final String[] tags;

    CacheGauge(String meterName, String... tags) {
        this.meterName = meterName;
        this.tags = tags;
    }

    /** The name of the meter. */
    public String meterName() {
        return meterName;
    }

    /** Its tags, keys and values in turn, without the name of the cache; a copy. */
    public String[] tags() {
        return tags.clone();
    }
}
