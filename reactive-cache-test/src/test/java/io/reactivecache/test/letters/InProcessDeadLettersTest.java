package io.reactivecache.test.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.test.contract.BoundedDeadLettersContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class InProcessDeadLettersTest extends BoundedDeadLettersContract {

    @Override
    protected DeadLetters create() {
        return new InProcessDeadLetters(3);
    }

    @Test
    void whatArrivesIsToldToAllWhoListen() {
        InProcessDeadLetters heard = new InProcessDeadLetters(3);
        List<DeadLetter> first = new CopyOnWriteArrayList<>();
        List<DeadLetter> second = new CopyOnWriteArrayList<>();
        done(heard.add(letter(1)));
        heard.arriving().subscribe(first::add);
        heard.arriving().subscribe(second::add);
        done(heard.add(letter(2)));

        assertThat(first).extracting(DeadLetter::attempts).containsExactly(2);
        assertThat(second).hasSameElementsAs(first);
    }

    @Test
    void refusesAnImpossibleLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InProcessDeadLetters(0))
                .withMessage("limit: 0 (expected: >= 1)");
    }
}
