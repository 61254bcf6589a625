package io.reactivecache.internal.entry;

import io.reactivecache.spi.Token;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Draws the tokens of one cache on one node. The node's number is random: 64 bits, so that no two nodes share it. */
public final class Tokens {

    private final long node = new SecureRandom().nextLong();
    private final AtomicLong sequence = new AtomicLong();

    /** The number of the node. */
    public long node() {
        return node;
    }

    /** A token that was never drawn before. */
    public Token next() {
        return new Token(node, sequence.incrementAndGet());
    }
}
