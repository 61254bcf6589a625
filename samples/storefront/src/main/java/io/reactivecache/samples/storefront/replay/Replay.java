package io.reactivecache.samples.storefront.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.DependsOn;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Replays the trace over HTTP. It is stopped before the nodes are. */
@Component
@DependsOn("nodes")
public class Replay implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final Trace trace;
    private final Sinks.Empty<Void> stopped = Sinks.empty();

    Replay(Trace trace) {
        this.trace = trace;
    }

    /** Replays the trace against the nodes in turn, and emits the report; completes empty if it is stopped before. */
    public Mono<ReplayReport> run(List<URI> nodes) {
        return Mono.using(
                        () -> ConnectionProvider.create("replay", Visit.CONCURRENCY),
                        connections -> visit(nodes, connections),
                        ConnectionProvider::dispose)
                .takeUntilOther(stopped.asMono());
    }

    @Override
    public void close() {
        stopped.tryEmitEmpty();
    }

    private Mono<ReplayReport> visit(List<URI> nodes, ConnectionProvider connections) {
        ReactorClientHttpConnector connector =
                new ReactorClientHttpConnector(HttpClient.create(connections).responseTimeout(LONGEST_ANSWER));
        List<Customer> customers =
                nodes.stream().map(node -> new Customer(connector, node)).toList();
        Visit visit = new Visit(trace, customers, System::nanoTime);
        return visit.accesses()
                .thenReturn(visit)
                .elapsed()
                .delayUntil(timed -> visit.lastLook())
                .map(timed -> visit.report(Duration.ofMillis(timed.getT1())));
    }
}
