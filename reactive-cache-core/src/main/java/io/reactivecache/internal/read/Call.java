package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;
import java.time.Duration;
import reactor.util.context.ContextView;

/**
 * One caller's read.
 *
 * @param key the key
 * @param terms how it is read
 * @param trust what of the local tier may answer it
 * @param context that of the caller
 */
public record Call<K, V>(K key, Terms<K, V> terms, Trust trust, ContextView context) {

    /** A read for which it is not decided yet what may answer it. */
    Call(K key, Terms<K, V> terms, ContextView context) {
        this(key, terms, Trust.FULL, context);
    }

    /** What loads the value if no tier has it. */
    public EntryLoader<K, V> loader() {
        return terms.loader();
    }

    /** How long this read may take where the cache allows so long. */
    Duration within(Duration limit) {
        return options().timeout().filter(own -> own.compareTo(limit) < 0).orElse(limit);
    }

    /** The same with what is left of a limit. */
    Call<K, V> after(Duration limit, long nanosPassed) {
        long left = Math.max(1, limit.toNanos() - Math.max(0, nanosPassed));
        return with(options().timeout(Duration.ofNanos(left)));
    }

    /** The same with other options. */
    Call<K, V> with(ReadOptions options) {
        return new Call<>(key, new Terms<>(terms.loader(), options, terms.watch()), trust, context);
    }

    /** The same, answered by what this trusts. */
    Call<K, V> trusting(Trust other) {
        return new Call<>(key, terms, other, context);
    }

    /** What this read does otherwise than the cache is set to. */
    public ReadOptions options() {
        return terms.options();
    }
}
