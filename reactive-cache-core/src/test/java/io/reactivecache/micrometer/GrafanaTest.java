package io.reactivecache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reactivecache.Timing;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks for nothing but what Prometheus is given. */
final class GrafanaTest {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "reactive-cache.json");
    private static final Pattern METRIC = Pattern.compile("\\b(cache_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("\\w+=\"[^\"]*\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");

    private final JsonNode dashboard = JsonMapper.shared().readTree(DASHBOARD);
    private final List<String> published = published();

    @Test
    void everyMetricItAsksForIsPublishedWithTheLabelsItAsksFor() {
        assertThat(queries())
                .hasSizeGreaterThan(40)
                .allSatisfy(query -> assertThat(METRIC.matcher(query).results())
                        .isNotEmpty()
                        .allSatisfy(metric -> assertThat(published).anyMatch(line -> answers(line, metric))));
    }

    /** What is told apart in a panel has to be there: Prometheus would silently put all into one. */
    @Test
    void everyLabelItGroupsByIsPublished() {
        assertThat(queries()).allSatisfy(query -> {
            String metric =
                    METRIC.matcher(query).results().findFirst().orElseThrow().group(1);
            assertThat(GROUPED.matcher(query).results())
                    .flatExtracting(by -> List.of(by.group(1).split(", ")))
                    .filteredOn(label -> !label.equals("instance"))
                    .allSatisfy(label -> assertThat(published)
                            .anyMatch(line -> line.startsWith(metric + "{") && line.contains(label + "=\"")));
        });
    }

    @Test
    void aMetricNobodyPublishesIsFound() {
        assertThat(published).noneMatch(line -> answers(line, first("cache_get_total{cache=~\"$cache\"}")));
        assertThat(published).noneMatch(line -> answers(line, first("cache_gets_total{tier=\"l2\"}")));
        assertThat(published).anyMatch(line -> answers(line, first("cache_gets_total{tier=\"local\"}")));
    }

    @Test
    void whatIsToBeSeenOfACacheIsOnIt() {
        assertThat(String.join("\n", queries()))
                .contains("cache_flights", "cache_stale_total", "cache_behind_batches_total", "cache_behind_pending")
                .contains("cache_outbox_queued", "cache_log_lag", "cache_isolated{", "cache_sweeps_total")
                .contains("cache_breaker_open", "cache_filter_total");
    }

    @Test
    void noTwoPanelsAreOneAndEachAsksTheChosenDataSource() {
        assertThat(panels().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels().filter(panel -> !panel.get("type").asString().equals("row")))
                .allSatisfy(
                        panel -> assertThat(panel.get("datasource").get("uid").asString())
                                .isEqualTo("${datasource}"));
    }

    private static MatchResult first(String query) {
        return METRIC.matcher(query).results().findFirst().orElseThrow();
    }

    private static boolean answers(String line, MatchResult metric) {
        return line.startsWith(metric.group(1) + "{")
                && LABEL.matcher(String.valueOf(metric.group(2)))
                        .results()
                        .allMatch(label -> line.contains(label.group()));
    }

    private Stream<JsonNode> panels() {
        return dashboard.get("panels").valueStream();
    }

    private List<String> queries() {
        return panels().filter(panel -> panel.has("targets"))
                .flatMap(panel -> panel.get("targets").valueStream())
                .map(target -> target.get("expr").asString())
                .toList();
    }

    private static List<String> published() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerCacheMetrics.of(registry).publish("orders", meter -> 1, gauge -> 1, timer -> Timing.NONE);
        return registry.scrape().lines().toList();
    }
}
