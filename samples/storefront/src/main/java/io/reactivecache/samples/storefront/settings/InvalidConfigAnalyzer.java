package io.reactivecache.samples.storefront.settings;

import io.reactivecache.InvalidConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports settings that cannot work as a list, before Spring Boot would explain the exceptions around it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidConfigAnalyzer extends AbstractFailureAnalyzer<InvalidConfigException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigException cause) {
        return new FailureAnalysis(
                String.join(System.lineSeparator(), cause.problems()),
                "Change the settings named above; docs/storefront.md lists all of them.",
                cause);
    }
}
