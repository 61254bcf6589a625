package io.reactivecache.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells one life of a Redis server from another. */
final class ServerLife {

    private static final Pattern RUN_ID = Pattern.compile("^run_id:(\\S+)\\s*$", Pattern.MULTILINE);

    private static final Pattern PRIMARY = Pattern.compile("^role:master\\s*$", Pattern.MULTILINE);

    private ServerLife() {}

    /**
     * The generation of a server: the first 64 bits of the SHA-256 of its {@code run_id}, which it draws when it starts, and of
     * its term. A server that was deposed and comes back may have forgotten what it had acknowledged, without a restart.
     *
     * @param info what the server answered to {@code INFO server}
     * @param term how often the primary has changed, empty if nobody counts
     * @throws IllegalStateException if it did not say its {@code run_id}
     */
    static long generation(String info, String term) {
        Matcher runId = RUN_ID.matcher(info);
        if (!runId.find()) {
            throw new IllegalStateException("INFO server: no run_id");
        }
        return ByteBuffer.wrap(sha256(runId.group(1) + term)).getLong();
    }

    /** True if a server that answers this to {@code INFO replication} is no replica. */
    static boolean isPrimary(String info) {
        return PRIMARY.matcher(info).find();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
