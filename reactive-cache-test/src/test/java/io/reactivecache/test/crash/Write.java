package io.reactivecache.test.crash;

import java.util.Optional;
import java.util.UUID;

/**
 * A write that was applied.
 *
 * @param life the life of a node that has applied it
 * @param number which of its key's it is; empty if it is a delete, which does not say
 * @param id its own, also when it is repeated
 */
record Write(int life, String key, Optional<Integer> number, UUID id) {

    /** Every so many writes of a key one is a delete. */
    private static final int DELETE = 5;

    static boolean isDelete(int number) {
        return number % DELETE == 0;
    }

    /** The least number this may have if it is greater than another. */
    int after(int other) {
        return number.orElse(other - other % DELETE + DELETE);
    }

    static Write parse(String line) {
        String[] parts = line.split(" ");
        Optional<Integer> number = parts[2].equals("-") ? Optional.empty() : Optional.of(Integer.valueOf(parts[2]));
        return new Write(Integer.parseInt(parts[0]), parts[1], number, UUID.fromString(parts[3]));
    }

    @Override
    public String toString() {
        return life + " " + key + " " + number.map(String::valueOf).orElse("-") + " " + id;
    }
}
