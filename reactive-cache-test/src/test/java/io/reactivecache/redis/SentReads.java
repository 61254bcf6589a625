package io.reactivecache.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A connection that keeps the commands it is given, each of which the test answers. */
final class SentReads {

    private final List<ReadCommand> commands = new ArrayList<>();
    private boolean closed;
    private int writes;

    @SuppressWarnings("unchecked")
    StatefulRedisConnection<byte[], byte[]> connection() {
        return (StatefulRedisConnection<byte[], byte[]>) Proxy.newProxyInstance(
                SentReads.class.getClassLoader(),
                new Class<?>[] {StatefulRedisConnection.class},
                (proxy, called, with) -> {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    writes++;
                    ((Collection<?>) with[0]).forEach(command -> commands.add((ReadCommand) command));
                    return with[0];
                });
    }

    /** Takes no more commands. */
    void close() {
        closed = true;
    }

    /** The commands that were sent, in order. */
    List<ReadCommand> commands() {
        return commands;
    }

    /** How often there was something to be written to the socket. */
    int writes() {
        return writes;
    }

    /** The commands in words. */
    List<String> words() {
        return commands.stream()
                .map(command -> command.getType() + " "
                        + command.getArgs().toCommandString().replaceAll("key<(.*?)>", "$1"))
                .toList();
    }

    /** How many keys each command has. */
    List<Integer> sizes() {
        return words().stream().map(words -> words.split(" ").length - 1).toList();
    }

    /** Answers a command with values, of which null is nothing. */
    void answer(int command, String... values) {
        reply(command, values.length, values);
    }

    /** Answers a command with every key as its own value. */
    void echo(int command) {
        answer(command, words().get(command).replaceFirst("MGET ", "").split(" "));
    }

    /** Answers a command with as many values as are said, whatever comes then. */
    void reply(int command, int said, String... values) {
        ReadCommand read = commands.get(command);
        read.getOutput().multi(said);
        Arrays.stream(values).map(SentReads::bytes).forEach(read.getOutput()::set);
        read.complete();
    }

    private static ByteBuffer bytes(String value) {
        return value == null ? null : ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
    }
}
