package io.reactivecache.spi;

/** Everything a cache counts. The names and tags are those of Micrometer's cache meters where it has one. */
public enum CacheMeter {
    /** Reads answered by the local tier. */
    LOCAL_HIT("cache.gets", "tier", "local", "result", "hit"),
    /** Reads the local tier could not answer. */
    LOCAL_MISS("cache.gets", "tier", "local", "result", "miss"),
    /** Reads answered with a value past its ttl, or with the default. */
    STALE_SERVED("cache.stale"),
    /** Entries the local tier took: loaded, read from the remote tier, or put. */
    LOCAL_STORED("cache.puts", "tier", "local", "result", "stored"),
    /** Entries the local tier did not keep, as the policy left them to the remote tier. */
    LOCAL_REFUSED("cache.puts", "tier", "local", "result", "refused"),
    /** Reads of the remote tier that gave a value, or the knowledge that there is none. */
    REMOTE_HIT("cache.gets", "tier", "remote", "result", "hit"),
    /** Reads of the remote tier that found no value. */
    REMOTE_MISS("cache.gets", "tier", "remote", "result", "miss"),
    /** Reads of the remote tier that found a value older than a change this node knows of. */
    REMOTE_FENCED("cache.gets", "tier", "remote", "result", "fenced"),
    /** Reads of the remote tier that found something which is no value. */
    REMOTE_DAMAGED("cache.gets", "tier", "remote", "result", "damaged"),
    /** Reads of the remote tier that found a value of another codec, schema, structure or compression than this cache's. */
    REMOTE_FOREIGN("cache.gets", "tier", "remote", "result", "foreign"),
    /** Values the remote tier was not given: they could not be written down, or are too large. */
    REMOTE_UNWRITTEN("cache.puts", "tier", "remote", "result", "unwritten"),
    /** Calls of the remote tier that failed or timed out. */
    REMOTE_FAILURE("cache.remote.failures"),
    /** Remote changes that were not made: too many of them were under way. */
    REMOTE_DROPPED("cache.remote.dropped"),
    /** Values the remote tier took, loaded or put. */
    REMOTE_STORED("cache.puts", "tier", "remote", "result", "stored"),
    /** Values the remote tier turned away, loaded or put, because another change was announced meanwhile. */
    REMOTE_REJECTED("cache.puts", "tier", "remote", "result", "rejected"),
    /** Times this node got the lease of a key, to load it for all. */
    LEASE_TAKEN("cache.leases", "result", "taken"),
    /** Times another node had the lease of a key. */
    LEASE_REFUSED("cache.leases", "result", "refused"),
    /** Loads that ended with a value or empty. */
    LOAD("cache.loads", "result", "success"),
    /** Loads that failed or timed out. */
    LOAD_FAILURE("cache.loads", "result", "failure"),
    /** Reads that found a load of their key in flight and waited for it. */
    FLIGHT_JOINED("cache.flights.joined"),
    /** Loads that were not begun: too many were in flight. */
    FLIGHT_REJECTED("cache.flights.rejected"),
    /** Entries given up by the local tier because it was full. */
    LOCAL_EVICTED("cache.evictions", "tier", "local", "cause", "size"),
    /** Entries given up by the local tier because their time was over. */
    LOCAL_EXPIRED("cache.evictions", "tier", "local", "cause", "expired"),
    /** Entries and running loads removed from the local tier because their key was changed; not those of a reset. */
    LOCAL_INVALIDATED("cache.evictions", "tier", "local", "cause", "invalidated"),
    /** Writes the log acknowledged. */
    ANNOUNCED("cache.announced", "result", "success"),
    /** Writes the log did not acknowledge. */
    ANNOUNCE_FAILURE("cache.announced", "result", "failure"),
    /** Records applied, those of other caches on the same log included. */
    LOG_APPLIED("cache.log.records", "result", "applied"),
    /** Records that could not be read; each clears the local tier. */
    LOG_DAMAGED("cache.log.records", "result", "damaged"),
    /** Times the log could not be continued and the local tier was cleared. */
    LOG_RESET("cache.log.resets"),
    /** Times the log had lost changes the remote tier may not know of, so that all of it counted as changed. */
    LOG_GAP("cache.log.gaps"),
    /** Times the connection to the log was lost. */
    LOG_RECONNECT("cache.log.reconnects"),
    /** Times there were more wide invalidations than are told apart, so that all of them became one of every entry. */
    MARKERS_COMPACTED("cache.markers.compacted"),
    /** Values removed from the remote tier because a wide invalidation meant them. */
    REMOTE_SWEPT("cache.evictions", "tier", "remote", "cause", "swept"),
    /** Times this node went through the whole remote tier for them. */
    SWEEP("cache.sweeps"),
    /** Invalidations the log did not take, which wait until it does. */
    OUTBOX_QUEUED("cache.outbox", "result", "queued"),
    /** Invalidations that have waited and were acknowledged by the log. */
    OUTBOX_SENT("cache.outbox", "result", "sent"),
    /** Events that were lost to somebody who watched them too slowly. */
    EVENT_DROPPED("cache.events.dropped"),
    /** Questions for the end of the log after which this node was found to have applied all there is. */
    PROBE("cache.log.probes", "result", "success"),
    /** Questions for the end of the log that it did not answer in time, or whose answer this node did not reach in time. */
    PROBE_FAILURE("cache.log.probes", "result", "failure"),
    /** Times this node lost touch with the log for longer than the cache allows. */
    ISOLATION("cache.isolations"),
    /** Reads made while this node was starting or isolated. */
    ISOLATED_READ("cache.isolated.reads"),
    /** Keys whose change could not be brought to the remote tier and is repeated until it can. */
    REPAIR_OWED("cache.repairs", "result", "owed"),
    /** Keys whose change was brought to the remote tier late. */
    REPAIR_DONE("cache.repairs", "result", "done"),
    /** Reads the key filter ended, as the key does not exist: each spared a load. */
    FILTER_REJECTED("cache.filter", "result", "rejected"),
    /** Reads the key filter was asked for and let pass. */
    FILTER_PASSED("cache.filter", "result", "passed"),
    /** Reads the key filter let pass for nothing: there was no value to load. */
    FILTER_FALSE_POSITIVE("cache.filter.false.positives"),
    /** Writes that were accepted, to be applied later. */
    BEHIND_ACCEPTED("cache.behind.writes", "result", "accepted"),
    /** Writes that were not, as there was no room, or none in time. */
    BEHIND_REJECTED("cache.behind.writes", "result", "rejected"),
    /** Writes that were applied later, each the newest of its key. */
    BEHIND_APPLIED("cache.behind.writes", "result", "applied"),
    /** Writes that were not applied, as a newer one of their key took their place. */
    BEHIND_COALESCED("cache.behind.writes", "result", "coalesced"),
    /** Writes that could not be applied, and are among the dead letters. */
    BEHIND_DEAD("cache.behind.writes", "result", "dead"),
    /** Entries of the journal that could not be read, and are among the dead letters. */
    BEHIND_UNREADABLE("cache.behind.writes", "result", "unreadable"),
    /** Batches, or parts of one, that were applied. */
    BEHIND_BATCH("cache.behind.batches", "result", "applied"),
    /** Batches, or parts of one, that failed and were written again. */
    BEHIND_RETRIED("cache.behind.batches", "result", "retried"),
    /** Batches, or parts of one, that failed and were taken apart. */
    BEHIND_BISECTED("cache.behind.batches", "result", "bisected");

    private final String meterName;
    private final String[] tags;

    CacheMeter(String meterName, String... tags) {
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
