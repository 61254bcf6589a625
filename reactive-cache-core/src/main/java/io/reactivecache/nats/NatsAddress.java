package io.reactivecache.nats;

import io.nats.client.ErrorListener;
import io.nats.client.Options;
import io.reactivecache.config.Problems;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where a log connects to: servers, or options of the user. Nothing else is read, neither files nor the environment. */
final class NatsAddress {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_THREADS = 64;
    private static final int IDLE_SECONDS = 1;

    private Optional<String[]> servers = Optional.empty();
    private Optional<Supplier<Options>> options = Optional.empty();

    void servers(String... uris) {
        this.servers = Optional.of(uris.clone());
    }

    void options(Supplier<Options> supplier) {
        this.options = Optional.of(Objects.requireNonNull(supplier, "options"));
    }

    /** Adds what is wrong. An address may hold a password, so none is repeated. */
    void check(Problems problems) {
        problems.check(
                servers.isPresent() != options.isPresent(),
                "servers, options",
                servers.isPresent() ? "both" : "neither",
                "one of them");
        servers.ifPresent(uris -> problems.check(areUris(uris), "servers", uris.length, "nats://host:port, ..."));
    }

    /** Adds what is wrong with a name that is to be a part of subjects. */
    static void checkName(Problems problems, String name) {
        problems.check(NAME.matcher(name).matches(), "name", "'" + name + "'", "1 to 64 of A-Z a-z 0-9 _ -");
    }

    private static boolean areUris(String... uris) {
        try {
            return uris.length > 0 && new Options.Builder().servers(uris).build() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** The options of a connection whose threads have names that begin with the one given. */
    Supplier<Options> connection(String name) {
        return options.orElseGet(() -> () -> plain(name, servers.orElseThrow()));
    }

    /**
     * The client does not end threads it was given, so these end by themselves when they are idle. What it would log of
     * errors is seen by who waits for what failed.
     */
    private static Options plain(String name, String... servers) {
        ThreadFactory daemons = daemons(name);
        ExecutorService threads = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons);
        return new Options.Builder()
                .servers(servers)
                .connectionName(name)
                .errorListener(new ErrorListener() {})
                .executor(threads)
                .connectExecutor(threads)
                .callbackExecutor(threads)
                .scheduledExecutor(timer(daemons))
                .build();
    }

    private static ScheduledExecutorService timer(ThreadFactory daemons) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name + "-nats");
            thread.setDaemon(true);
            return thread;
        };
    }
}
