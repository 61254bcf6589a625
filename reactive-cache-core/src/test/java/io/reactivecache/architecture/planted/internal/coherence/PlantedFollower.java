package io.reactivecache.architecture.planted.internal.coherence;

import io.reactivecache.architecture.planted.internal.writebehind.PlantedJournal;

public final class PlantedFollower {
    PlantedJournal journal;
}
