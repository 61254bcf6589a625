package io.reactivecache.architecture.planted.drawer;

public final class PlantedDrawer {}
