package io.reactivecache.test.docs;

import io.reactivecache.AuditOptions;
import io.reactivecache.AuditReport;
import io.reactivecache.ReactiveCache;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** An audit, as docs/audit.md shows it. */
final class AuditExample {

    private AuditExample() {}

    static Mono<AuditReport> audited(ReactiveCache<Long, String> cache) {
        // tag::example[]
        Mono<AuditReport> report = cache.audit(AuditOptions.defaults()
                .sample(200)
                .bound(Duration.ofSeconds(5))
                .withSource()
                .repairing());
        // end::example[]
        return report;
    }
}
