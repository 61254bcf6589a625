package io.reactivecache.test.contract;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes bytes as faults and attackers do: flipped bits, cut ends, bytes too many, parts of other bytes, and numbers in
 * places where there may be a length. The same seed makes the same changes. Not safe to use from many threads.
 */
public final class Mutations {

    private static final int[] LENGTHS = {0, 1, -1, 127, 255, 0x7FFF, 0xFFFF, 1 << 20, 1 << 30, 0x7FFF_FFFF, 1 << 31};
    private static final int MAX_MORE = 64;

    private final SplittableRandom random;

    /** Changes that follow from a seed. */
    public Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Some bytes made of others, which are not changed; they may happen to be equal. */
    public byte[] of(byte[] original, byte[] other) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> flipped(original);
            case 2 -> overwritten(original);
            case 3 -> Arrays.copyOf(original, random.nextInt(original.length + 1));
            case 4 -> extended(original);
            case 5 -> spliced(original, other);
            case 6, 7 -> lied(original);
            default -> repeated(original);
        };
    }

    /** Bytes made of nothing, at most as many as given. */
    public byte[] random(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One of several. */
    public <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private byte[] flipped(byte[] original) {
        byte[] bytes = original.clone();
        for (int flips = 1 << random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    private byte[] overwritten(byte[] original) {
        byte[] bytes = original.clone();
        byte[] noise = random(Math.min(MAX_MORE, bytes.length));
        System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - noise.length + 1), noise.length);
        return bytes;
    }

    private byte[] extended(byte[] original) {
        byte[] more = random(MAX_MORE);
        return joined(original, original.length, more, random.nextBoolean() ? 0 : more.length);
    }

    private byte[] spliced(byte[] original, byte[] other) {
        return joined(original, random.nextInt(original.length + 1), other, random.nextInt(other.length + 1));
    }

    private byte[] repeated(byte[] original) {
        return joined(original, random.nextInt(original.length + 1), original, random.nextInt(original.length + 1));
    }

    /** A number of one to four bytes, in either order of bytes. */
    private byte[] lied(byte[] original) {
        byte[] bytes = original.clone();
        int number = LENGTHS[random.nextInt(LENGTHS.length)] + random.nextInt(3) - 1;
        int width = Math.min(bytes.length, 1 << random.nextInt(3));
        int at = random.nextInt(bytes.length - width + 1);
        boolean little = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[at + (little ? i : width - 1 - i)] = (byte) (number >>> Byte.SIZE * i);
        }
        return bytes;
    }

    private static byte[] joined(byte[] one, int length, byte[] other, int from) {
        byte[] bytes = Arrays.copyOf(one, length + other.length - from);
        System.arraycopy(other, from, bytes, length, other.length - from);
        return bytes;
    }
}
