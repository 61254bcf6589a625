package io.reactivecache.samples.storefront.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a node tells Spring's registry of observations, from which traces are made. */
@RedisTest
class ObservedRequestTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> observed = new CopyOnWriteArrayList<>();

    @Test
    void theLoadOfAProductIsPartOfTheRequest(RedisServer redis) {
        try (ConfigurableApplicationContext node = node(redis)) {
            String url = "http://localhost:" + node.getEnvironment().getProperty("local.server.port");
            WebTestClient http = WebTestClient.bindToServer().baseUrl(url).build();
            http.get().uri("/products/42").exchange().expectStatus().isOk();

            Eventually.within(LIMIT)
                    .passes(() -> assertThat(observed)
                            .contains("http.server.requests", "http.server.requests > cache.load")
                            .doesNotContain("cache.load"));
        }
    }

    private ConfigurableApplicationContext node(RedisServer redis) {
        return new SpringApplicationBuilder(NodeApplication.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("observed", new Paths()))
                .run(
                        "--server.port=0",
                        "--storefront.database=r2dbc:h2:mem:///observed;DB_CLOSE_DELAY=-1",
                        "--storefront.redis=" + redis.uri());
    }

    /** Writes down each observation that has ended, behind those it is part of. */
    private final class Paths implements ObservationHandler<Observation.Context> {

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            observed.add(path(context));
        }

        private String path(Observation.ContextView context) {
            return Optional.ofNullable(context.getParentObservation())
                    .map(ObservationView::getContextView)
                    .map(parent -> path(parent) + " > " + context.getName())
                    .orElse(context.getName());
        }
    }
}
