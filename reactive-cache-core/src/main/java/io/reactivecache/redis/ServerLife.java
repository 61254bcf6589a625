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

    private static final Pattern HISTORY = Pattern.compile("^master_replid:(\\S+)\\s*$", Pattern.MULTILINE);

    private static final Pattern PRIMARY = Pattern.compile("^role:master\\s*$", Pattern.MULTILINE);

    private ServerLife() {}

    /**
     * The generation of a server: the first 64 bits of the SHA-256 of its {@code run_id}, which it draws when it
     * starts, and of its {@link Term}.
     *
     * @param info what the server answered to {@code INFO server}
     * @param term empty if nobody deposes it
     * @throws IllegalStateException if it did not say its {@code run_id}
     */
    static long generation(String info, String term) {
        return ByteBuffer.wrap(sha256(field(RUN_ID, info, "run_id") + term)).getLong();
    }

    /**
     * The id of the history that a server has told others of.
     *
     * @param info what it answered to {@code INFO replication}
     * @throws IllegalStateException if it did not say its {@code master_replid}
     */
    static String history(String info) {
        return field(HISTORY, info, "master_replid");
    }

    private static String field(Pattern line, String info, String name) {
        Matcher field = line.matcher(info);
        if (!field.find()) {
            throw new IllegalStateException("INFO: no " + name);
        }
        return field.group(1);
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
