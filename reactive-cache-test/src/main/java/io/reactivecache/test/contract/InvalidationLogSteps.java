package io.reactivecache.test.contract;

import static org.junit.jupiter.api.Assumptions.abort;

import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

/** What the tests of an {@link InvalidationLog} are made of: the log, what can happen to it, and what is done with it. */
abstract class InvalidationLogSteps {

    /** The number of partitions the log must have. */
    protected static final int PARTITIONS = 3;

    static final Duration LIMIT = Duration.ofSeconds(40);
    static final Optional<LogPositions> NOWHERE = Optional.empty();

    InvalidationLog log;
    InvalidationLog other;

    /**
     * Makes the log a test works on.
     *
     * @return an empty log of {@link #PARTITIONS} partitions
     */
    protected abstract InvalidationLog newLog();

    /**
     * Another node's access to the log that {@link #newLog()} made last.
     *
     * @param log that log
     * @return by default the same object
     */
    protected InvalidationLog otherNode(InvalidationLog log) {
        return log;
    }

    /** Ends the server at once, without notice. By default the tests that need it are skipped. */
    protected void killServer() {
        abort("no server");
    }

    /** Starts the server that was killed, and returns when it serves. */
    protected void startServer() {
        abort("no server");
    }

    /**
     * True if a server that was killed and started is another log to its nodes, as it may have lost what it acknowledged.
     *
     * @return by default false
     */
    protected boolean isAnotherLogAfterRestart() {
        return false;
    }

    /** Makes the server forget all records there are, as retention does. By default the test is skipped. */
    protected void forgetRecords() {
        abort("no retention");
    }

    /**
     * Puts a record into the log that no log of ours would append, without a value where the log has such a thing. By
     * default the test is skipped.
     *
     * @param partition where
     */
    protected void appendForeign(int partition) {
        abort("no foreign records");
    }

    /** Deletes the log on the server and makes an empty one of the same name. By default the test is skipped. */
    protected void recreateLog() {
        abort("no server");
    }

    @BeforeEach
    void makeLog() {
        log = newLog();
        other = otherNode(log);
    }

    /** A tail that has begun: what is appended from here on is delivered. */
    static TailRecorder begun(InvalidationLog log) {
        return TailRecorder.of(log, NOWHERE).await(1);
    }

    static boolean reached(TailRecorder tail, Position end) {
        return tail.records().stream().anyMatch(record -> record.position().reflects(end))
                || tail.resets().stream()
                        .anyMatch(reset ->
                                reset.positions().position(end.partition()).reflects(end));
    }

    static List<Long> positions(TailRecorder tail, int partition) {
        return tail.records().stream()
                .map(Appended::position)
                .filter(position -> position.partition() == partition)
                .map(Position::offset)
                .toList();
    }

    Position append(int partition, String text) {
        return get(log.append(partition, bytes(text)));
    }

    static LogPositions end(InvalidationLog log) {
        return get(log.end());
    }

    static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT), "answer");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
