package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EarlyRefreshTest {

    private static final long END = 1_000_000;
    private static final int SECOND = 1_000_000;
    private static final double LEAST = 0x1.0p-53;

    @Test
    void isDueFromTheEndOnWhateverTheChance() {
        assertThat(EarlyRefresh.isDue(END, END, 0, 0, 1)).isTrue();
        assertThat(EarlyRefresh.isDue(END - 1, END, 0, 0, LEAST)).isFalse();
    }

    @Test
    void isDueEarlierByTheLoadTimeTheSettingAndTheChance() {
        double u = Math.exp(-3);

        assertThat(EarlyRefresh.isDue(END - 2_999, END, SECOND, 1, u)).isTrue();
        assertThat(EarlyRefresh.isDue(END - 3_001, END, SECOND, 1, u)).isFalse();
        assertThat(EarlyRefresh.isDue(END - 5_999, END, SECOND, 2, u)).isTrue();
        assertThat(EarlyRefresh.isDue(END - 6_001, END, 2 * SECOND, 1, u)).isFalse();
    }

    @Test
    void isNeverDueEarlyWithoutASettingOrALoadTime() {
        assertThat(EarlyRefresh.isDue(END - 1, END, SECOND, 0, LEAST)).isFalse();
        assertThat(EarlyRefresh.isDue(END - 1, END, 0, 1_000, LEAST)).isFalse();
        assertThat(EarlyRefresh.earliest(END, SECOND, 0)).isEqualTo(END);
        assertThat(EarlyRefresh.earliest(END, 0, 1_000)).isEqualTo(END);
    }

    @Test
    void isNeverDueBeforeTheEarliestTimeAndMayBeFromThereOn() {
        long earliest = EarlyRefresh.earliest(END, SECOND, 1);

        assertThat(EarlyRefresh.isDue(earliest - 1, END, SECOND, 1, LEAST)).isFalse();
        assertThat(EarlyRefresh.isDue(earliest + 1, END, SECOND, 1, LEAST)).isTrue();
    }
}
