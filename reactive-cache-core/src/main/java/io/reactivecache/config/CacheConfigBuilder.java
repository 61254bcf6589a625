package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Collects the settings of a cache. Nothing is checked before {@link #build()}, which reports all problems at once. */
public final class CacheConfigBuilder {

    private static final Logger LOG = Loggers.getLogger(CacheConfigBuilder.class);

    private final String name;
    private int maxKeyLength = 1_024;
    private @Nullable Long maximumSize;
    private @Nullable Long maximumBytes;
    private boolean correcting;
    private final TtlConfigBuilder ttl = new TtlConfigBuilder();
    private final PromotionConfigBuilder promotion = new PromotionConfigBuilder();
    private final FlightConfigBuilder flight = new FlightConfigBuilder();
    private final StaleConfigBuilder stale = new StaleConfigBuilder();
    private final BulkConfigBuilder bulk = new BulkConfigBuilder();
    private final RemoteConfigBuilder remote = new RemoteConfigBuilder();
    private final LogConfigBuilder log = new LogConfigBuilder();
    private final MarkerConfigBuilder markers = new MarkerConfigBuilder();
    private final StalenessConfigBuilder staleness = new StalenessConfigBuilder();

    /** Settings of a cache of this name: letters, digits and {@code . _ -}, in parts divided by {@code :}. */
    public CacheConfigBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** How long after it was loaded or put a value is fresh in any tier. Defaults to 10 minutes. */
    public CacheConfigBuilder ttl(Duration value) {
        ttl.both(value);
        return this;
    }

    /** How long values are fresh, in detail. */
    public CacheConfigBuilder ttl(Consumer<TtlConfigBuilder> settings) {
        settings.accept(ttl);
        return this;
    }

    /** How loads are shared and how long they are waited for. */
    public CacheConfigBuilder flight(Consumer<FlightConfigBuilder> settings) {
        settings.accept(flight);
        return this;
    }

    /** What may be answered of a value that is no longer fresh, and when a fresh one is refreshed. */
    public CacheConfigBuilder stale(Consumer<StaleConfigBuilder> settings) {
        settings.accept(stale);
        return this;
    }

    /** How many keys are read at once. */
    public CacheConfigBuilder bulk(Consumer<BulkConfigBuilder> settings) {
        settings.accept(bulk);
        return this;
    }

    /** How the remote tier is used. */
    public CacheConfigBuilder remote(Consumer<RemoteConfigBuilder> settings) {
        settings.accept(remote);
        return this;
    }

    /** How changes get into the log and out of it. */
    public CacheConfigBuilder log(Consumer<LogConfigBuilder> settings) {
        settings.accept(log);
        return this;
    }

    /** What is kept of wide invalidations, and how what they made invalid is removed. */
    public CacheConfigBuilder markers(Consumer<MarkerConfigBuilder> settings) {
        settings.accept(markers);
        return this;
    }

    /** How long a node may go on answering when it hears nothing of the log. */
    public CacheConfigBuilder staleness(Consumer<StalenessConfigBuilder> settings) {
        settings.accept(staleness);
        return this;
    }

    /** How many entries the local tier holds. Defaults to 10,000; conflicts with {@link #maximumBytes}. */
    public CacheConfigBuilder maximumSize(long entries) {
        this.maximumSize = entries;
        return this;
    }

    /** How many bytes of values the local tier holds. Defaults to no such bound; conflicts with {@link #maximumSize}. */
    public CacheConfigBuilder maximumBytes(long bytes) {
        this.maximumBytes = bytes;
        return this;
    }

    /** Which of the values that the remote tier has the local tier keeps too. */
    public CacheConfigBuilder promotion(Consumer<PromotionConfigBuilder> settings) {
        settings.accept(promotion);
        return this;
    }

    /** The longest form of a key as it is written down. Defaults to 1,024 characters. */
    public CacheConfigBuilder maxKeyLength(int characters) {
        this.maxKeyLength = characters;
        return this;
    }

    /**
     * Lowers settings that are longer or larger than their limit to that limit, where it does no harm, and logs a warning,
     * instead of refusing them. Defaults to refusing.
     */
    public CacheConfigBuilder correcting() {
        this.correcting = true;
        return this;
    }

    /**
     * Checks the settings.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public CacheConfig build() {
        Corrections corrections = new Corrections(correcting);
        CacheConfig config = checked(corrections);
        corrections.made().forEach(correction -> LOG.warn("cache {}: {}", name, correction));
        return config;
    }

    private CacheConfig checked(Corrections corrections) {
        Duration maxLoadTime = flight.maxLoadTime();
        Problems problems = new Problems();
        problems.name("name", name);
        problems.within("maxKeyLength", maxKeyLength, 1, CacheConfig.LONGEST_KEY);
        Optional<TtlConfig> ttls = problems.part(() -> ttl.build(corrections));
        Optional<LocalConfig> locals = problems.part(this::local);
        Optional<PromotionConfig> promotions = problems.part(promotion::build);
        Optional<FlightConfig> flights = problems.part(() -> flight.build(corrections));
        Optional<StaleConfig> stales = problems.part(() -> stale.build(corrections));
        Optional<BulkConfig> bulks = problems.part(bulk::build);
        Optional<RemoteConfig> remotes = problems.part(() -> remote.build(maxLoadTime, corrections));
        Optional<LogConfig> logs = problems.part(() -> log.build(maxLoadTime, corrections));
        Optional<MarkerConfig> marks = problems.part(markers::build);
        Optional<StalenessConfig> bounds = problems.part(staleness::build);
        problems.throwIfAny();
        return new CacheConfig(
                name,
                maxKeyLength,
                ttls.orElseThrow(),
                locals.orElseThrow(),
                promotions.orElseThrow(),
                flights.orElseThrow(),
                stales.orElseThrow(),
                bulks.orElseThrow(),
                remotes.orElseThrow(),
                logs.orElseThrow(),
                marks.orElseThrow(),
                bounds.orElseThrow());
    }

    private LocalConfig local() {
        return new LocalConfig(
                maximumSize == null ? (maximumBytes == null ? 10_000 : Long.MAX_VALUE) : maximumSize,
                maximumBytes == null ? Long.MAX_VALUE : maximumBytes);
    }
}
