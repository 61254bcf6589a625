package io.reactivecache.samples.storefront.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.product.Product;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final int A = 0;
    private static final int B = 1;
    private static final BigDecimal CREATED = new BigDecimal("59.98");
    private static final BigDecimal CHANGED = new BigDecimal("1.23");

    private final Timeline timeline = new Timeline(42);

    @Test
    void aProductIsKnownBeforeItIsWritten() {
        assertThat(timeline.allows(product(1, CREATED), 1)).isTrue();
        assertThat(timeline.allows(product(1, CHANGED), 1)).isFalse();
        assertThat(timeline.allows(product(2, CREATED), 1)).isFalse();
        assertThat(timeline.allows(new Product(42, "another", CREATED, 1), 1)).isFalse();
        assertThat(timeline.allows(new Product(43, "Product 42", CREATED, 1), 1))
                .isFalse();
    }

    @Test
    void bothVersionsAreRightWhileAWriteIsUnderWay() {
        assertThat(timeline.begin(CHANGED)).isTrue();

        assertThat(timeline.begin(CHANGED)).isFalse();
        assertThat(timeline.allows(product(1, CREATED), 1)).isTrue();
        assertThat(timeline.allows(product(2, CHANGED), 1)).isTrue();
    }

    @Test
    void theOldVersionIsWrongOnTheNodeThatWroteAndOnOthersASecondLater() {
        timeline.begin(CHANGED);
        assertThat(timeline.acknowledge(product(2, CHANGED), A, 0)).isTrue();

        assertThat(timeline.leastVersion(A, 0)).isEqualTo(2);
        assertThat(timeline.leastVersion(B, 0)).isEqualTo(1);
        assertThat(timeline.leastVersion(B, Duration.ofSeconds(1).toNanos())).isEqualTo(2);
        assertThat(timeline.allows(product(1, CREATED), 2)).isFalse();
    }

    @Test
    void anAcknowledgementOfAnotherVersionIsWrong() {
        timeline.begin(CHANGED);

        assertThat(timeline.acknowledge(product(3, CHANGED), A, 0)).isFalse();
    }

    private static Product product(long version, BigDecimal price) {
        return new Product(42, "Product 42", price, version);
    }
}
