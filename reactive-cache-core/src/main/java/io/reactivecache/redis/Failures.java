package io.reactivecache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Lettuce signals into the one error of this adapter. */
final class Failures {

    private static final Pattern ERROR_CODE = Pattern.compile("([A-Z]{2,20})(?: .*)?", Pattern.DOTALL);
    /**
     * What Lettuce says when the commands before the socket, or those behind it, are too many; it has no type for it.
     */
    private static final Pattern QUEUE_FULL =
            Pattern.compile("(?:Request queue|Internal stack) size exceeded.*", Pattern.DOTALL);

    private static final String UNKNOWN_COMMAND = "ERR unknown command";

    private Failures() {}

    /** The error to signal; Lettuce's own is dropped, since its message may hold a key. */
    static RemoteUnavailableException unavailable(Throwable failure) {
        if (failure instanceof RemoteUnavailableException known) {
            return known;
        }
        if (failure instanceof RedisCommandTimeoutException) {
            return new RemoteUnavailableException(Reason.LATE);
        }
        if (failure instanceof RedisCommandExecutionException refusal) {
            return new RemoteUnavailableException(code(refusal));
        }
        return new RemoteUnavailableException(isQueueFull(failure) ? Reason.BUSY : Reason.AWAY);
    }

    /** True if Redis has no such command. */
    static boolean isUnknownCommand(Throwable failure) {
        return failure instanceof RedisCommandExecutionException refusal
                && message(refusal).startsWith(UNKNOWN_COMMAND);
    }

    /** True if there is something of another type under a key. */
    static boolean isWrongType(Throwable failure) {
        return failure instanceof RedisCommandExecutionException refusal
                && message(refusal).startsWith("WRONGTYPE");
    }

    /**
     * True if a server of a cluster says that a key is somewhere else, or nowhere now. Not while a slot is on its way.
     */
    static boolean isMoved(Throwable failure) {
        return failure instanceof RedisCommandExecutionException refusal
                && (message(refusal).startsWith("MOVED") || message(refusal).startsWith("CLUSTERDOWN"));
    }

    private static boolean isQueueFull(Throwable failure) {
        return failure instanceof RedisException
                && QUEUE_FULL.matcher(message(failure)).matches();
    }

    /** Why there is no connection, in one word: that of Redis' error, or the type of what went wrong. */
    static String word(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof RedisCommandExecutionException refusal
                ? code(refusal)
                : root.getClass().getSimpleName();
    }

    private static String code(RedisCommandExecutionException refusal) {
        Matcher code = ERROR_CODE.matcher(message(refusal));
        return code.matches() ? code.group(1) : "ERR";
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
