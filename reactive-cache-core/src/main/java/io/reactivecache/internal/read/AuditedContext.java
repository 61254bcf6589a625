package io.reactivecache.internal.read;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import reactor.util.context.Context;

/** A Context that tells which of its keys, and which it might have had, are read. What is added to it later is not told. */
final class AuditedContext implements Context {

    private final Context context;
    private final Consumer<Object> read;

    /**
     * A Context.
     *
     * @param context what is in it
     * @param read is told each key that is asked for
     */
    AuditedContext(Context context, Consumer<Object> read) {
        this.context = context;
        this.read = read;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // of ContextView
    public <T> T get(Object key) {
        read.accept(key);
        return context.get(key);
    }

    @Override
    public boolean hasKey(Object key) {
        read.accept(key);
        return context.hasKey(key);
    }

    @Override
    public Context put(Object key, Object value) {
        return new AuditedContext(context.put(key, value), other -> {
            if (!other.equals(key)) {
                read.accept(other);
            }
        });
    }

    @Override
    public Context delete(Object key) {
        return new AuditedContext(context.delete(key), read);
    }

    @Override
    public int size() {
        return context.size();
    }

    @Override
    public Stream<Map.Entry<Object, Object>> stream() {
        return context.stream();
    }
}
