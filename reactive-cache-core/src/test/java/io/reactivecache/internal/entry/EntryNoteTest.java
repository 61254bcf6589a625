package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.Entries;
import org.junit.jupiter.api.Test;

final class EntryNoteTest {

    private static final long NOW = 1_800_000_000_123L;

    private final Entry<String> entry = Entries.entry("value", new Position(1, 0, 4), NOW, NOW + 1_000);

    private void note(int times) {
        for (int i = 0; i < times; i++) {
            entry.note(NOW, 7);
        }
    }

    @Test
    void sixteenNotesAreOften() {
        note(15);
        assertThat(entry.isNotedOften(NOW, 7)).isFalse();
        note(1);
        assertThat(entry.isNotedOften(NOW, 7)).isTrue();
        note(100);

        assertThat(entry.isNotedOften(NOW, 7)).isTrue();
    }

    @Test
    void ofAnotherMillisecondOrVersionTheyAreNone() {
        note(16);

        assertThat(entry.isNotedOften(NOW + 1, 7)).isFalse();
        assertThat(entry.isNotedOften(NOW - 1, 7)).isFalse();
        assertThat(entry.isNotedOften(NOW, 8)).isFalse();
        assertThat(entry.isNotedOften(NOW, -7)).isFalse();
    }

    @Test
    void aNoteOfAnotherTimeOrVersionBeginsAnew() {
        note(16);
        entry.note(NOW + 1, 7);
        assertThat(entry.isNotedOften(NOW + 1, 7)).isFalse();
        note(15);
        assertThat(entry.isNotedOften(NOW, 7)).isFalse();
        note(1);

        assertThat(entry.isNotedOften(NOW, 7)).isTrue();
    }
}
