package io.reactivecache.internal.read;

import io.reactivecache.ContextAuditor;
import java.util.Set;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What a load sees of its first caller's Context: the keys that are passed on. */
public final class LoadContext {

    private static final Object TRACING = "micrometer.observation";

    private final String cache;
    private final Set<Object> passed;
    private final ContextAuditor auditor;

    /**
     * A reduction.
     *
     * @param passed the keys that are passed on
     * @param auditor is told what loads read
     */
    public LoadContext(String cache, Set<Object> passed, ContextAuditor auditor) {
        this.cache = cache;
        this.passed = passed;
        this.auditor = auditor;
    }

    /** The Context reduced to the keys a load may see. */
    Context of(ContextView caller) {
        Context reduced = Context.empty();
        for (Object key : passed) {
            if (caller.hasKey(key)) {
                reduced = reduced.put(key, caller.get(key));
            }
        }
        return auditor == ContextAuditor.NONE ? reduced : new AuditedContext(reduced, key -> audit(key, caller));
    }

    private void audit(Object key, ContextView caller) {
        if (!key.equals(TRACING) && caller.hasKey(key)) {
            auditor.read(cache, key, passed.contains(key));
        }
    }
}
