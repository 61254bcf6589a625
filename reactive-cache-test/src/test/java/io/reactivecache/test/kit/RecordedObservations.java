package io.reactivecache.test.kit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What was observed and has ended, with all that is told of it. */
final class RecordedObservations implements ObservationHandler<Observation.Context> {

    private final List<String> told = new CopyOnWriteArrayList<>();

    ObservationRegistry registry() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(this);
        return registry;
    }

    List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onStop(Observation.Context context) {
        told.add(context.getName() + keyValues(context) + parent(context) + error(context));
    }

    private static String keyValues(Observation.Context context) {
        return context.getAllKeyValues().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String parent(Observation.Context context) {
        return context.getParentObservation() == null
                ? ""
                : " in " + context.getParentObservation().getContextView().getName();
    }

    private static String error(Observation.Context context) {
        return context.getError() == null ? "" : ": " + context.getError().getMessage();
    }
}
