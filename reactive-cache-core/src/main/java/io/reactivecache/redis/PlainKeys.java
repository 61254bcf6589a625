package io.reactivecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Names on one server, where everything is in one place and has one life. */
final class PlainKeys implements KeyForm {

    @Override
    public RedisKey key(String text) {
        return RedisKey.of(text);
    }

    @Override
    public String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public String beginning(String prefix) {
        return prefix;
    }

    @Override
    public Collection<List<WaitingRead<?>>> together(List<WaitingRead<?>> reads) {
        return List.of(reads);
    }

    @Override
    public byte[] life(long generation) {
        return new byte[0];
    }
}
