package io.reactivecache.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;

/**
 * One MGET and those who wait for its keys, in their order. A single key is asked for in the same way as many, so that a
 * key of another type reads as nothing always.
 */
final class ReadCommand extends AsyncCommand<byte[], byte[], byte[][]> {

    private final List<WaitingRead> reads;

    ReadCommand(List<WaitingRead> reads) {
        super(new Command<>(CommandType.MGET, new ValuesOutput(reads.size()), arguments(reads)));
        this.reads = reads;
    }

    private static CommandArgs<byte[], byte[]> arguments(List<WaitingRead> reads) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        reads.forEach(read -> arguments.addKey(read.key()));
        return arguments;
    }

    int size() {
        return reads.size();
    }

    /** Tells everyone the value of their key. */
    void tell(byte[][] values) {
        for (int i = 0; i < values.length; i++) {
            reads.get(i).found(values[i]);
        }
    }

    /** Tells everyone that there is no answer. */
    void fail(RemoteUnavailableException failure) {
        reads.forEach(read -> read.fail(failure));
    }
}
