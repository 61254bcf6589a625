package io.reactivecache.nats;

import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import reactor.util.retry.Retry;

/** When what is to be sent is sent once more. */
final class TryAgain {

    private static final int UNAVAILABLE = 503;

    /** For what would pass if the server were there; its time is limited elsewhere. */
    static final Retry WHILE_AWAY = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
            .maxBackoff(Duration.ofSeconds(1))
            .filter(TryAgain::mayPass);

    private TryAgain() {}

    /**
     * True if another try may pass: the server, or the way to it, is not there now, or the stream has another subject.
     */
    private static boolean mayPass(Throwable error) {
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof CancellationException
                || error instanceof IllegalStateException
                || error instanceof JetStreamApiException refused && refused.getErrorCode() == UNAVAILABLE;
    }
}
