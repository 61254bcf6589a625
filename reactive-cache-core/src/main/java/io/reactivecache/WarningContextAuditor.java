package io.reactivecache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Logs a warning for each key of the Context that loads of a cache read, once. Remembers a bounded number of them. */
public final class WarningContextAuditor implements ContextAuditor {

    private static final Logger LOG = Loggers.getLogger(WarningContextAuditor.class);
    private static final int MAX_KNOWN = 1_000;

    private final Consumer<String> log;
    private final Set<Told> known = ConcurrentHashMap.newKeySet();

    /** An auditor that has told nothing yet. */
    public WarningContextAuditor() {
        this(LOG::warn);
    }

    WarningContextAuditor(Consumer<String> log) {
        this.log = log;
    }

    private record Told(String cache, Object contextKey) {}

    @Override
    public void read(String cache, Object contextKey, boolean passed) {
        if (known.size() < MAX_KNOWN && known.add(new Told(cache, contextKey))) {
            String name = contextKey instanceof String text
                    ? text
                    : contextKey.getClass().getName();
            log.accept("cache " + cache + ": a load reads the Context key " + name + ", which is "
                    + (passed ? "passed on to it" : "withheld from it") + "; what decides a value belongs in its key");
        }
    }
}
