package io.reactivecache.builder;

import io.reactivecache.Durability;
import io.reactivecache.config.Problems;
import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.config.WriteBehindConfigBuilder;
import io.reactivecache.internal.writebehind.WriteBehindParts;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.spi.WriteJournal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What writes of a cache are applied later with. */
public final class WriteBehindBuilder {

    private static final int MOST_LETTERS = 10_000;

    private final WriteBehindConfigBuilder config = WriteBehindConfig.builder();
    private @Nullable WriteJournal journal;
    private @Nullable DeadLetters letters;
    private Predicate<Throwable> poison = WriteBehindParts::isAlwaysPoison;

    WriteBehindBuilder() {}

    /** Bounds, batches and times. */
    public WriteBehindBuilder settings(Consumer<WriteBehindConfigBuilder> settings) {
        settings.accept(config);
        return this;
    }

    /**
     * What keeps {@code DEFERRED} writes until they are applied; of this cache alone. Stays open when the cache is closed. Defaults
     * to none: there are none such writes.
     */
    public WriteBehindBuilder journal(WriteJournal value) {
        this.journal = Objects.requireNonNull(value, "journal");
        return this;
    }

    /**
     * What keeps the writes that the system of record does not take. Stays open when the cache is closed. Defaults to the memory
     * of this process, with room for 10,000.
     */
    public WriteBehindBuilder deadLetters(DeadLetters value) {
        this.letters = Objects.requireNonNull(value, "deadLetters");
        return this;
    }

    /**
     * Tells of a failure of the writer whether the write itself is wrong, or one of those written with it, so that no time will
     * cure it. Defaults to {@link IllegalArgumentException} and {@link UnsupportedOperationException}. A write that fails while others
     * succeed is given up in any case, after some attempts.
     */
    public WriteBehindBuilder poison(Predicate<Throwable> value) {
        this.poison = Objects.requireNonNull(value, "poison");
        return this;
    }

    /**
     * What was collected.
     *
     * @param letters where writes go that are given up
     * @param poison tells of a failure whether it is the write's own
     */
    record Parts(
            WriteBehindConfig config,
            Optional<WriteJournal> journal,
            DeadLetters letters,
            Predicate<Throwable> poison) {}

    Parts build() {
        WriteBehindConfig checked = config.build();
        Problems problems = new Problems();
        problems.check(
                journal != null || checked.durability() != Durability.DEFERRED,
                "writeBehind.durability",
                checked.durability(),
                "set with a journal");
        problems.throwIfAny();
        return new Parts(
                checked,
                Optional.ofNullable(journal),
                letters == null ? new InProcessDeadLetters(MOST_LETTERS) : letters,
                poison);
    }
}
