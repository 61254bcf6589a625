package io.reactivecache.redis;

import io.reactivecache.CacheException;

/**
 * An operation Redis did not do, or did not say it had done. Carries neither a stack trace nor Redis' own words, which may
 * repeat the command that failed.
 */
public final class RemoteUnavailableException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** There is no connection. A change that was under way when it broke may have been made. */
        AWAY("no connection"),
        /** No answer in time, or the operation came too late to be done. A change may have been made. */
        LATE("no answer in time"),
        /** Too many operations are waiting for an answer; this one was not sent. */
        BUSY("too many operations under way"),
        /** Redis answered with an error; nothing was changed. */
        REFUSED("refused");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    RemoteUnavailableException(Reason reason) {
        super("redis: " + reason.text);
        this.reason = reason;
    }

    /** A refusal with the word Redis' error began with, such as {@code OOM} or {@code READONLY}. */
    RemoteUnavailableException(String errorCode) {
        super("redis: " + Reason.REFUSED.text + " with " + errorCode);
        this.reason = Reason.REFUSED;
    }

    /** Why there is no answer. */
    public Reason reason() {
        return reason;
    }
}
