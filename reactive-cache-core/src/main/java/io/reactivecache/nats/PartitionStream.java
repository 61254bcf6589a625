package io.reactivecache.nats;

import io.nats.client.api.StreamInfo;
import java.time.ZonedDateTime;

/**
 * What the server says of the stream of a partition.
 *
 * @param created when it was made, in nanoseconds, by the server's clock
 * @param first the sequence of the oldest record kept, or of the next one if none is
 * @param last the sequence of the newest record there ever was, 0 before the first
 */
record PartitionStream(StreamSubject subject, long created, long first, long last) {

    /**
     * What the server says.
     *
     * @throws ForeignStreamException if no log has made the stream
     */
    static PartitionStream of(StreamInfo said) {
        String name = said.getConfiguration().getName();
        StreamSubject subject = StreamSubject.of(said.getConfiguration().getSubjects())
                .filter(read -> read.stream().equals(name))
                .orElseThrow(() -> new ForeignStreamException(name));
        return new PartitionStream(
                subject,
                nanos(said.getCreateTime()),
                said.getStreamState().getFirstSequence(),
                said.getStreamState().getLastSequence());
    }

    static long nanos(ZonedDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** True if both are of one life of one stream. */
    boolean continues(PartitionStream before) {
        return created == before.created && subject.equals(before.subject);
    }

    /** True if all records after this one can still be read. */
    boolean follows(long sequence) {
        return first <= sequence + 1 && sequence <= last;
    }
}
