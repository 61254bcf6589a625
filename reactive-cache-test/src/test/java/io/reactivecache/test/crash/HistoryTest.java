package io.reactivecache.test.crash;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the history of a killed cache takes for right, and what it does not. */
class HistoryTest {

    private final List<Write> rows = new ArrayList<>();

    private void applied(int life, int number) {
        rows.add(new Write(life, "key-0", Optional.of(number), new UUID(0, number)));
    }

    private void check(int ended) {
        History history = new History();
        history.add(rows);
        history.check(ended);
    }

    @Test
    void aLifeMayBeginAgainWithWhatOneHadThatIsOver() {
        applied(1, 1);
        applied(1, 2);
        applied(2, 1);
        applied(1, 1);
        applied(1, 2);

        assertThatCode(() -> check(2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(0)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aLifeMayNotRepeatWhatOneHasPassedThatGoesOn() {
        applied(1, 1);
        applied(2, 2);
        applied(1, 1);
        applied(2, 3);

        assertThatThrownBy(() -> check(9)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aWriteMayBeRepeatedBeforeANewerOneAndNotAfterIt() {
        applied(1, 1);
        applied(1, 1);
        assertThatCode(() -> check(0)).doesNotThrowAnyException();
        applied(1, 2);
        applied(1, 1);

        assertThatThrownBy(() -> check(9)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aLifeMayNotGoBackByItself() {
        applied(1, 2);
        applied(1, 1);

        assertThatThrownBy(() -> check(9)).isInstanceOf(AssertionError.class);
    }
}
