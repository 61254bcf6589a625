package io.reactivecache.journal;

import java.io.IOException;

/** The machine has stopped. */
final class PowerLoss extends IOException {

    private static final long serialVersionUID = 1L;
}
