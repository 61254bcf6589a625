package io.reactivecache.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** One fixed script. Redis is told its digest, and its text if it does not know it. */
final class Script {

    /** Stores a loaded value. */
    static final Script FILL = named("fill");
    /** Puts the mark of a write in place of what is there. */
    static final Script CLOSE = named("close");
    /** Leaves the tombstone of a write. */
    static final Script OPEN = named("open");
    /** Leaves the value of a write, or its tombstone. */
    static final Script STORE = named("store");
    /** Reads a key and takes its lease. */
    static final Script ACQUIRE = named("acquire");
    /** Gives a lease back. */
    static final Script RELEASE = named("release");

    /** Appends a record to a log. */
    static final Script LOG_APPEND = ofLog("log_append");
    /** Tells where a log ends. */
    static final Script LOG_END = ofLog("log_end");
    /** Removes what stands in the way of a log. */
    static final Script LOG_MEND = ofLog("log_mend");

    /** Marks a marker as being announced. */
    static final Script MARKER_CLOSE = ofMarkers("marker_close");
    /** Raises the row of a marker. */
    static final Script MARKER_OPEN = ofMarkers("marker_open");
    /** Raises the checkpoint of a table of markers. */
    static final Script MARKER_CHECKPOINT = ofMarkers("marker_checkpoint");
    /** Reads a table of markers. */
    static final Script MARKER_READ = ofMarkers("marker_read");
    /** Removes a row. */
    static final Script MARKER_DROP = ofMarkers("marker_drop");
    /** Takes the turn to sweep. */
    static final Script LEAD = named("lead");
    /** Removes an old value. */
    static final Script REMOVE = named("remove");

    /** Takes a position. */
    static final Script COUNTER_NEXT = ofCounter("counter_next");
    /** Takes a position and publishes a record at it. */
    static final Script COUNTER_PUBLISH = ofCounter("counter_publish");
    /** Tells which positions were taken. */
    static final Script COUNTER_END = ofCounter("counter_end");

    private final byte[] text;
    private final String digest;

    private Script(byte[] text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /** Reads the texts of all scripts, here and now, so that no event loop has to. */
    static void read() {
        // done by the initialization of this class
    }

    private static Script named(String name) {
        return of("stored", name);
    }

    private static Script ofLog(String name) {
        return of("log", name);
    }

    private static Script ofCounter(String name) {
        return of("counter", name);
    }

    private static Script ofMarkers(String name) {
        return of("stored", "marker", name);
    }

    private static Script of(String... parts) {
        String text = Stream.of(parts).map(part -> resource(part + ".lua")).collect(Collectors.joining());
        return new Script(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs the script over one key; emits the number it answers. Cold. */
    Mono<Long> run(RedisReactiveCommands<byte[], byte[]> commands, byte[] key, byte[]... arguments) {
        return run(commands, ScriptOutputType.INTEGER, new byte[][] {key}, arguments);
    }

    /** Runs the script over keys of one slot; emits what it answers, which is of the given type. Cold. */
    <T> Mono<T> run(
            RedisReactiveCommands<byte[], byte[]> commands, ScriptOutputType type, byte[][] keys, byte[]... arguments) {
        return commands.<T>evalsha(digest, type, keys, arguments)
                .onErrorResume(RedisNoScriptException.class, unknown -> commands.eval(text, type, keys, arguments))
                .next();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
