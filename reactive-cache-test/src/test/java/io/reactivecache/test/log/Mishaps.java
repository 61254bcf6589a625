package io.reactivecache.test.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What a bad network makes of messages, as chance has it: most arrive, others are lost, repeated, changed, or overtaken. */
final class Mishaps implements Function<byte[], List<byte[]>> {

    private final Random chance;
    private final List<byte[]> late = new ArrayList<>();

    Mishaps(Random chance) {
        this.chance = chance;
    }

    @Override
    public List<byte[]> apply(byte[] message) {
        return switch (chance.nextInt(20)) {
            case 0 -> List.of();
            case 1 -> List.of(message, message);
            case 2 -> List.of(changed(message));
            case 3, 4 -> later(message);
            default -> withLate(message);
        };
    }

    private byte[] changed(byte[] message) {
        byte[] other = message.clone();
        other[chance.nextInt(other.length)] ^= (byte) (1 << chance.nextInt(8));
        return other;
    }

    private List<byte[]> later(byte[] message) {
        late.add(message);
        return List.of();
    }

    private List<byte[]> withLate(byte[] message) {
        List<byte[]> all = new ArrayList<>(late);
        late.clear();
        all.add(chance.nextInt(all.size() + 1), message);
        return all;
    }
}
