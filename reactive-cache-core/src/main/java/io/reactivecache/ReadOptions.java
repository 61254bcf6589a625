package io.reactivecache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What one read does otherwise than the cache is set to. Immutable; each setting gives a copy. Times are up to a hundred
 * years.
 *
 * @param use which tiers are read
 * @param remoteSkipped true if the remote tier is neither read nor filled
 * @param ttl how long what this read loads is fresh, in both tiers
 * @param staleIfError how long past its ttl a value may be answered if a newer one cannot be had
 * @param timeout how long this read may take
 * @param notBefore the position the answer has to reflect
 * @param positionWait how long this read waits for this node to apply that position; zero: not at all
 */
public record ReadOptions(
        Use use,
        boolean remoteSkipped,
        Optional<Duration> ttl,
        Optional<Duration> staleIfError,
        Optional<Duration> timeout,
        Optional<Position> notBefore,
        Duration positionWait) {

    private static final ReadOptions NONE = new ReadOptions(
            Use.ALL, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);

    /** Which tiers are read. */
    public enum Use {
        /** All of them, then the loader. */
        ALL,
        /** All but the local tier; it keeps what is found. */
        SKIP_LOCAL,
        /** None: the value is loaded anew, and both tiers keep it. */
        REFRESH,
        /** The local tier and nothing else; what it does not have is absent. */
        LOCAL_ONLY,
        /** The remote tier and nothing else; what it does not have is absent, and the local tier does not keep it. */
        REMOTE_ONLY
    }

    public ReadOptions {
        Objects.requireNonNull(use, "use");
        ttl.ifPresent(value -> Durations.checkPositive("ttl", value));
        staleIfError.ifPresent(value -> Durations.checkNotNegative("staleIfError", value));
        timeout.ifPresent(value -> Durations.checkPositive("timeout", value));
        Objects.requireNonNull(notBefore, "notBefore");
        Durations.checkNotNegative("positionWait", positionWait);
    }

    /** Nothing otherwise. */
    public static ReadOptions none() {
        return NONE;
    }

    /** Loads the value anew, whatever the tiers have; a load that is running already will do. */
    public ReadOptions refresh() {
        return use(Use.REFRESH);
    }

    /** Does not answer from the local tier; it keeps what is found. */
    public ReadOptions skipLocal() {
        return use(Use.SKIP_LOCAL);
    }

    /** Neither reads nor fills the remote tier. */
    public ReadOptions skipRemote() {
        return new ReadOptions(use, true, ttl, staleIfError, timeout, notBefore, positionWait);
    }

    /** Answers from the local tier or not at all: nothing is loaded. */
    public ReadOptions localOnly() {
        return use(Use.LOCAL_ONLY);
    }

    /** Answers from the remote tier or not at all: nothing is loaded, and the local tier does not keep the answer. */
    public ReadOptions remoteOnly() {
        return use(Use.REMOTE_ONLY);
    }

    /** How long what this read loads is fresh, in both tiers; a loader that decides it itself has the last word. */
    public ReadOptions ttl(Duration value) {
        return new ReadOptions(use, remoteSkipped, Optional.of(value), staleIfError, timeout, notBefore, positionWait);
    }

    /**
     * How long past its ttl a value may be answered if a newer one cannot be had, or not in time; zero: never. Values are
     * kept no longer than the cache is set to.
     */
    public ReadOptions staleIfError(Duration value) {
        return new ReadOptions(use, remoteSkipped, ttl, Optional.of(value), timeout, notBefore, positionWait);
    }

    /** How long this read may take, if that is less than the cache's hard timeout. */
    public ReadOptions timeout(Duration value) {
        return new ReadOptions(use, remoteSkipped, ttl, staleIfError, Optional.of(value), notBefore, positionWait);
    }

    /**
     * The answer has to reflect the log up to this position, such as that of a write of the same key: until this node has
     * applied it, the value is loaded for this read alone. With {@link #localOnly()} or {@link #remoteOnly()} nothing is
     * loaded: what that tier has is answered if it reflects the position.
     */
    public ReadOptions notBefore(Position position) {
        return new ReadOptions(use, remoteSkipped, ttl, staleIfError, timeout, Optional.of(position), Duration.ZERO);
    }

    /**
     * As {@link #notBefore(Position)}, but first waits for this node to apply the position, so that the tiers can be used after
     * all. Only once that has taken too long is the value loaded for this read alone; at once, if the position is of a log
     * this node does not follow, or if too many reads wait.
     *
     * @param maxWait how long to wait at most; the time waited counts as part of the read
     */
    public ReadOptions notBefore(Position position, Duration maxWait) {
        return new ReadOptions(use, remoteSkipped, ttl, staleIfError, timeout, Optional.of(position), maxWait);
    }

    private ReadOptions use(Use other) {
        return new ReadOptions(other, remoteSkipped, ttl, staleIfError, timeout, notBefore, positionWait);
    }
}
