package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What {@link NatsTest} gives to a class; the classes with the name ending in Case are run by the test kit. */
@NatsTest
final class NatsExtensionTest {

    private static final List<NatsServer> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void classesShareAServerThatRunsAgainForTheNextTest() {
        run(4, BreakingCase.class, BreakingAgainCase.class);

        assertThat(SEEN).hasSize(4).containsOnly(SEEN.get(0));
    }

    @Test
    void aDedicatedServerIsNotTheSharedOneAndEndsWithItsClass() {
        run(3, DedicatedCase.class, BreakingCase.class);

        assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(1));
        assertThat(SEEN).noneMatch(NatsServer::isRunning);
    }

    private static void run(int tests, Class<?>... classes) {
        var request = EngineTestKit.engine("junit-jupiter");
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        request.execute().testEvents().assertStatistics(s -> s.started(tests).succeeded(tests));
    }

    private static void see(NatsServer nats) {
        SEEN.add(nats);
        assertThat(nats.answers()).isTrue();
    }

    @NatsTest
    static class BreakingCase {

        @Test
        void kills(NatsServer nats) {
            see(nats);
            nats.kill();
        }

        @Test
        void pauses(NatsServer nats) {
            see(nats);
            nats.pause();
        }
    }

    @NatsTest
    static final class BreakingAgainCase extends BreakingCase {}

    @NatsTest(dedicated = true)
    static final class DedicatedCase {

        @Test
        void runs(NatsServer nats) {
            see(nats);
        }
    }
}
