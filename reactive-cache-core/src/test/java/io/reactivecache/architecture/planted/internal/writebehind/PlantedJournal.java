package io.reactivecache.architecture.planted.internal.writebehind;

import io.reactivecache.architecture.planted.internal.read.PlantedRead;

public final class PlantedJournal {
    PlantedRead read;
}
