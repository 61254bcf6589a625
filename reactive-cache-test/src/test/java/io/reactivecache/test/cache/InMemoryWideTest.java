package io.reactivecache.test.cache;

import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.InstantSource;

class InMemoryWideTest extends WideCases implements WideNodes.Servers {

    private final InMemoryRemoteStore store = new InMemoryRemoteStore(InstantSource.system());
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(WideNodes.PARTITIONS);

    @Override
    WideNodes.Servers servers() {
        return this;
    }

    @Override
    public RemoteStore store() {
        return store;
    }

    @Override
    public InvalidationLog log(RemoteStore ofNode, String name) {
        return log;
    }
}
