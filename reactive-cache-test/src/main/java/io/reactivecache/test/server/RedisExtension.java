package io.reactivecache.test.server;

/** What {@link RedisTest} stands for. */
final class RedisExtension extends ServerExtension<RedisServer, RedisTest> {

    RedisExtension() {
        super(RedisServer.class, RedisTest.class);
    }

    @Override
    boolean isDedicated(RedisTest settings) {
        return settings.dedicated();
    }

    @Override
    RedisServer create(RedisTest settings) {
        return RedisServer.builder().persistent(settings.persistent()).build();
    }

    @Override
    void empty(RedisServer server) {
        server.flush();
    }
}
