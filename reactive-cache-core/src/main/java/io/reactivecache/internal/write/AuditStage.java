package io.reactivecache.internal.write;

import io.reactivecache.CacheInvalidations;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.LogPositions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Writes a line for each wide invalidation: who asked for it, which entries it means, how it ended. The text of a predicate may
 * be part of a key or a value, so the line has its length and its CRC-32C, by which whoever knows the text can tell it.
 */
public final class AuditStage implements WideStage {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.reactivecache.audit");

    private final String cache;
    private final LongSupplier localSize;
    private final WideStage next;

    /**
     * The stage.
     *
     * @param localSize how many entries this node has, estimated
     */
    public AuditStage(String cache, LongSupplier localSize, WideStage next) {
        this.cache = cache;
        this.localSize = localSize;
        this.next = next;
    }

    @Override
    public Mono<LogPositions> write(WideWrite write) {
        return Mono.deferContextual(context -> {
            String line = line(write.marker(), context);
            return next.write(write)
                    .doOnSuccess(positions -> AUDIT.info("{}, {}", line, positions == null ? "queued" : "announced"))
                    .doOnError(failure -> AUDIT.warn(
                            "{}, failed with {}", line, failure.getClass().getSimpleName()));
        });
    }

    private String line(MarkerId marker, ContextView context) {
        return "cache " + cache + ": " + context.getOrDefault(CacheInvalidations.WHO, "unnamed") + " "
                + described(marker) + ", " + localSize.getAsLong() + " entries here";
    }

    /** A marker without its text. */
    private static String described(MarkerId marker) {
        String text = marker.predicate().text();
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (marker.effect() + " " + marker.predicate().kind()).toLowerCase(Locale.ROOT) + " of " + text.length()
                + " characters, crc " + Long.toHexString(crc.getValue());
    }
}
