package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What {@link KafkaTest} gives to a class; the classes with the name ending in Case are run by the test kit. */
final class KafkaExtensionTest {

    private static final List<KafkaServer> SEEN = new ArrayList<>();

    @Test
    void classesShareAServerThatRunsAgainAfterEachTestAndEndsWithTheRun() {
        SEEN.clear();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(KillingCase.class), selectClass(PausingCase.class))
                .execute()
                .testEvents()
                .assertStatistics(s -> s.started(3).succeeded(3));

        assertThat(SEEN).hasSize(3).containsOnly(SEEN.get(0));
        assertThat(SEEN.get(0).isRunning()).isFalse();
    }

    @KafkaTest
    static final class KillingCase {

        @BeforeEach
        void runs(KafkaServer kafka) {
            SEEN.add(kafka);
            assertThat(kafka.isRunning()).isTrue();
        }

        @Test
        void kills(KafkaServer kafka) {
            kafka.kill();
        }

        @Test
        void stops(KafkaServer kafka) {
            kafka.stop();
        }
    }

    @KafkaTest
    static final class PausingCase {

        @Test
        void pauses(KafkaServer kafka) {
            SEEN.add(kafka);
            kafka.pause();
        }
    }
}
