package io.reactivecache.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One MGET and those who wait for its keys, in their order. A single key is asked for in the same way as many, so that a
 * key of another type reads as nothing always.
 *
 * <p>Lettuce's timer holds a command for up to a tenth of a second after its end. It does not hold what was read, nor those
 * who have read it: at full load those would outlive a collection of garbage, by the thousand.
 */
final class ReadCommand extends AsyncCommand<byte[], byte[], byte[][]> {

    private List<WaitingRead<?>> reads;

    ReadCommand(List<WaitingRead<?>> reads) {
        super(new Command<>(CommandType.MGET, new ValuesOutput(reads.size()), arguments(reads)));
        this.reads = reads;
    }

    private static CommandArgs<byte[], byte[]> arguments(List<WaitingRead<?>> reads) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        reads.forEach(read -> arguments.addKey(read.key()));
        return arguments;
    }

    /** Tells everyone the value of their key, which is not in the array any more then. */
    void tell(byte[] @Nullable [] values) {
        List<WaitingRead<?>> told = taken();
        for (int i = 0; i < values.length; i++) {
            byte[] value = values[i];
            values[i] = null;
            told.get(i).found(value);
        }
    }

    /** Tells everyone that there is no answer. */
    void fail(RemoteUnavailableException failure) {
        taken().forEach(read -> read.fail(failure));
    }

    private List<WaitingRead<?>> taken() {
        List<WaitingRead<?>> taken = reads;
        reads = List.of();
        return taken;
    }
}
