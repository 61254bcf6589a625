package io.reactivecache.architecture.planted.spi;

import io.reactivecache.architecture.planted.internal.entry.PlantedEntry;
import io.reactivecache.architecture.planted.internal.run.PlantedStep;
import java.util.List;

public final class PlantedSignatures {

    public interface Returned {
        PlantedEntry entry();
    }

    public interface Argument {
        void take(PlantedEntry[] entries);
    }

    public interface OfType {
        List<? extends PlantedStep> steps();
    }

    public static class Field {
        protected PlantedStep step;
    }

    public interface Parent extends Comparable<PlantedStep> {}
}
