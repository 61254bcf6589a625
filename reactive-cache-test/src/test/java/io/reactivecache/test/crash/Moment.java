package io.reactivecache.test.crash;

import io.reactivecache.test.crash.Life.Plan;
import io.reactivecache.test.server.ForkedJvm;
import java.time.Duration;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;

/** When in its life a node is killed. */
enum Moment {
    /** While it starts, or soon after. */
    START {
        @Override
        void await(ForkedJvm node, RandomGenerator random) {
            pass(random.nextInt(MOST_MILLIS));
        }
    },
    /** When it begins to apply what was left to it. */
    REPLAY {
        @Override
        void await(ForkedJvm node, RandomGenerator random) {
            node.await("applies");
            pass(random.nextInt(SOME_MILLIS));
        }
    },
    /** After some writes. */
    LOAD {
        @Override
        void await(ForkedJvm node, RandomGenerator random) {
            node.await(node.count() + random.nextInt(MOST_LINES));
        }
    },
    /** While it is closed, or soon after. */
    CLOSE {
        @Override
        void await(ForkedJvm node, RandomGenerator random) {
            node.await("closing");
            pass(random.nextInt(SOME_MILLIS));
        }
    };

    private static final int MOST_MILLIS = 1_500;
    private static final int SOME_MILLIS = 150;
    private static final int MOST_LINES = 2_000;

    static Moment any(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }

    Plan plan() {
        return this == CLOSE ? Plan.CLOSE : Plan.WRITE;
    }

    abstract void await(ForkedJvm node, RandomGenerator random);

    private static void pass(int millis) {
        Mono.delay(Duration.ofMillis(millis)).block();
    }
}
