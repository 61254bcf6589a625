package io.reactivecache.nats;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one subject of a partition's stream, {@code log.partition.partitions.life}. What is published to a subject that the
 * stream has no more is not acknowledged, so a record is always in the life in which its position is counted.
 *
 * @param partitions how many the log has; what the stream of the first partition says holds
 * @param life a number drawn when the stream was made, or when it turned out to have lost records
 */
record StreamSubject(String log, int partition, int partitions, long life) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]+)\\.(\\d{1,4})\\.(\\d{1,4})\\.([0-9a-f]{1,16})");

    /** The subject of a stream that begins another life. */
    static StreamSubject drawn(String log, int partition, int partitions) {
        return new StreamSubject(
                log, partition, partitions, ThreadLocalRandom.current().nextLong());
    }

    /** The subject of a stream, if a log has made it. */
    static Optional<StreamSubject> of(List<String> subjects) {
        return subjects.size() == 1 ? parsed(FORM.matcher(subjects.get(0))) : Optional.empty();
    }

    private static Optional<StreamSubject> parsed(Matcher form) {
        return form.matches()
                ? Optional.of(new StreamSubject(
                        form.group(1),
                        Integer.parseInt(form.group(2)),
                        Integer.parseInt(form.group(3)),
                        Long.parseUnsignedLong(form.group(4), 16)))
                : Optional.empty();
    }

    /** The name of the stream of a partition. */
    static String stream(String log, int partition) {
        return log + "-" + partition;
    }

    /** The name of the stream. */
    String stream() {
        return stream(log, partition);
    }

    String text() {
        return log + "." + partition + "." + partitions + "." + Long.toHexString(life);
    }
}
