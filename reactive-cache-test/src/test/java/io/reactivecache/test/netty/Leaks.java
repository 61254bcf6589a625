package io.reactivecache.test.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was leaked in this process: each buffer and each timer is watched, and told of once the collector has met it.
 */
final class Leaks {

    private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();

    private Leaks() {}

    /** To be called before Netty makes its first buffer. */
    static void watch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
    }

    /** What was told of since this was asked last. Has the collector look first. */
    static List<String> told() {
        System.gc();
        makeDetectorsLook();
        List<String> told = new ArrayList<>();
        for (String leak = TOLD.poll(); leak != null; leak = TOLD.poll()) {
            told.add(leak);
        }
        return told;
    }

    /** They look for leaks whenever a buffer is made. */
    private static void makeDetectorsLook() {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer();
        buffer.release();
    }

    private static final class Detectors extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("deprecation") // the form without a number calls this one
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
            return new Detector<>(resource, interval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {

        Detector(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            TOLD.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            TOLD.add(resource);
        }
    }
}
