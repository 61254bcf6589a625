package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static Progress drained(long upTo, Long... open) {
        return new Progress(upTo, 3, new TreeSet<>(List.of(open)));
    }

    private static Progress committed(Progress progress) {
        return Progress.of(progress.toOffset());
    }

    @Test
    void isCommittedAsTheFirstOpenEntryAndReadAsItWas() {
        Progress progress = drained(1_000_000, 10L, 11L, 300L, 999_999L);

        assertThat(progress.toOffset().offset()).isEqualTo(10);
        assertThat(committed(progress)).isEqualTo(progress);
    }

    @Test
    void withoutAnOpenEntryThereIsNothingToSay() {
        assertThat(drained(17).toOffset()).isEqualTo(new OffsetAndMetadata(17));
        assertThat(committed(drained(17)).isAcknowledged(16, 3)).isFalse();
    }

    @Test
    void tellsWhatWasAcknowledged() {
        Progress progress = drained(14, 10L, 12L);

        assertThat(LongStream.range(9, 16).filter(offset -> progress.isAcknowledged(offset, 3)))
                .containsExactly(9L, 11L, 13L);
        assertThat(progress.isAcknowledged(11, 4)).isFalse();
    }

    /** The bytes are those of before: nodes of two versions may share a journal. */
    @Test
    void hasTheFormItAlwaysHad() {
        assertThat(drained(1_000, 10L, 11L, 300L).toOffset().metadata()).isEqualTo("rc1:A94HAaEC");
    }

    @Test
    void ofTooManyOpenEntriesTheFirstAreToldAndNothingWrong() {
        NavigableSet<Long> open = new TreeSet<>();
        LongStream.range(0, 10_000).forEach(i -> open.add(i * 200));
        Progress whole = new Progress(5_000_000, Integer.MAX_VALUE, open);
        OffsetAndMetadata offset = whole.toOffset();
        Progress read = Progress.of(offset);

        assertThat(offset.metadata()).hasSizeBetween(3_500, 4_096);
        assertThat(read.open()).isEqualTo(open.headSet(read.upTo(), false)).hasSizeGreaterThan(1_400);
        assertThat(read.upTo()).isEqualTo(open.ceiling(read.upTo()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "somebody else's", "rc1:", "rc1:*", "rc1:gA", "rc1:__________8B"})
    void aTextOfSomebodyElseSaysNothing(String text) {
        assertThat(Progress.of(new OffsetAndMetadata(10, text))).isEqualTo(Progress.NONE);
    }
}
