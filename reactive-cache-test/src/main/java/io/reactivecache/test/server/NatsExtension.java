package io.reactivecache.test.server;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What {@link NatsTest} stands for. */
final class NatsExtension extends ServerExtension<NatsServer, NatsTest> implements ExecutionCondition {

    NatsExtension() {
        super(NatsServer.class, NatsTest.class);
    }

    /** No library brings this server along, so not every machine that builds has it. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return condition(NatsServer.isInstalled());
    }

    static ConditionEvaluationResult condition(boolean installed) {
        return installed
                ? ConditionEvaluationResult.enabled("nats-server: found")
                : ConditionEvaluationResult.disabled(NatsEngine.ABSENT);
    }

    @Override
    boolean isDedicated(NatsTest settings) {
        return settings.dedicated();
    }

    @Override
    NatsServer create(NatsTest settings) {
        return NatsServer.builder().build();
    }

    @Override
    void empty(NatsServer server) {
        // Nothing of one test is in the way of another, as each uses streams of its own.
    }
}
