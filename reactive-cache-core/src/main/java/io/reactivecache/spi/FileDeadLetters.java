package io.reactivecache.spi;

import io.reactivecache.CacheOverloadedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Dead letters in a directory, a file for each, up to a number and a size. A letter is synced to the disk when it is kept. The files
 * are read and written on a thread of its own, which is never interrupted.
 *
 * <p>The directory belongs to one of these at a time. Files in it that are no letters are left alone.
 */
public final class FileDeadLetters implements DeadLetters, Disposable {

    private static final Logger LOG = Loggers.getLogger(FileDeadLetters.class);

    private final int maxLetters;
    private final long maxBytes;
    private final LetterDirectory directory;
    private final Map<Token, Integer> sizes = new LinkedHashMap<>();
    private long bytes;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(FileDeadLetters::thread);

    private FileDeadLetters(LetterDirectory directory, int maxLetters, long maxBytes) {
        this.directory = directory;
        this.maxLetters = maxLetters;
        this.maxBytes = maxBytes;
    }

    /**
     * The letters in a directory, which is made if there is none. Reads all of them, and blocks meanwhile: to be called when an
     * application starts.
     *
     * @param maxLetters how many there may be; no more are taken then
     * @param maxBytes how large their files may be together; no more are taken then
     * @throws IllegalArgumentException if a limit is not above zero
     * @throws UncheckedIOException if the directory cannot be used
     */
    public static FileDeadLetters open(Path directory, int maxLetters, long maxBytes) {
        check("maxLetters", maxLetters);
        check("maxBytes", maxBytes);
        try {
            FileDeadLetters opened = new FileDeadLetters(LetterDirectory.open(directory), maxLetters, maxBytes);
            opened.index();
            return opened;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void check(String name, long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + ": " + limit + " (expected: >= 1)");
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "reactive-cache-dead-letters");
        thread.setDaemon(true);
        return thread;
    }

    private void index() throws IOException {
        List<DeadLetter> found = new ArrayList<>();
        for (Path file : directory.files()) {
            try {
                found.add(DeadLetterFormat.decode(Files.readAllBytes(file)));
            } catch (IllegalArgumentException damaged) {
                LOG.warn("dead letters: a file cannot be read and is left alone: {}", damaged.getMessage());
            }
        }
        found.sort(Comparator.comparing(DeadLetter::at));
        found.forEach(letter -> keep(letter.token(), DeadLetterFormat.encode(letter).length));
    }

    private void keep(Token token, int size) {
        forget(token);
        sizes.put(token, size);
        bytes += size;
    }

    private void forget(Token token) {
        Integer size = sizes.remove(token);
        bytes -= size == null ? 0 : size;
    }

    /**
     * As promised; errors with {@link CacheOverloadedException} if there are as many, or as large ones, as are kept, and with
     * {@link UncheckedIOException} if the file cannot be written.
     */
    @Override
    public Mono<Void> add(DeadLetter letter) {
        return onThread(() -> {
                    byte[] file = DeadLetterFormat.encode(letter);
                    checkRoom(letter.token(), file.length);
                    directory.write(letter.token(), file);
                    keep(letter.token(), file.length);
                    return false;
                })
                .then();
    }

    private void checkRoom(Token token, int size) {
        Integer replaced = sizes.get(token);
        int letters = sizes.size() + (replaced == null ? 1 : 0);
        if (letters > maxLetters || bytes + size - (replaced == null ? 0 : replaced) > maxBytes) {
            throw new CacheOverloadedException("dead letters", maxLetters);
        }
    }

    /** As promised; errors with {@link UncheckedIOException} if a file cannot be read. */
    @Override
    public Flux<DeadLetter> letters() {
        return onThread(() -> List.copyOf(sizes.keySet()))
                .flatMapIterable(tokens -> tokens)
                .concatMap(token -> onThread(() -> read(token)).flatMapIterable(found -> found), 1);
    }

    /** None if it was removed meanwhile. */
    private List<DeadLetter> read(Token token) throws IOException {
        return sizes.containsKey(token) ? List.of(DeadLetterFormat.decode(directory.read(token))) : List.of();
    }

    @Override
    public Mono<Void> remove(Token token) {
        return onThread(() -> {
                    directory.delete(token);
                    forget(token);
                    return true;
                })
                .then();
    }

    /** Cancelling ends the wait, never the work: an interrupt would close the file for everybody. */
    private <T> Mono<T> onThread(Callable<T> work) {
        return Mono.create(sink -> thread.execute(() -> {
            try {
                sink.success(work.call());
            } catch (IOException failed) {
                sink.error(new UncheckedIOException(failed));
            } catch (Exception failed) {
                sink.error(failed);
            }
        }));
    }

    /** Ends the thread when it has done what it was asked for; whoever comes later gets an error. */
    @Override
    public void dispose() {
        thread.shutdown();
    }

    @Override
    public boolean isDisposed() {
        return thread.isShutdown();
    }
}
