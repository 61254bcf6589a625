package io.reactivecache.test.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Writes to and reads from all nodes, each as far as it keeps up: who is cut off gets less to do. */
final class Traffic {

    private static final int WRITES_AT_ONCE = 32;
    private static final int READS_AT_ONCE = 64;
    private static final int READS_PER_WRITE = 4;

    private final List<ForkedNode> nodes;
    private final Rows rows;
    private final Judge judge;
    private final Tally tally;
    private final long seed;
    private final int rate;
    private final AtomicInteger left;
    private volatile boolean over;

    /**
     * Traffic that has not begun.
     *
     * @param writes how many in all
     * @param rate how many a second at most
     */
    Traffic(List<ForkedNode> nodes, Rows rows, Judge judge, Tally tally, long seed, int writes, int rate) {
        this.nodes = nodes;
        this.rows = rows;
        this.judge = judge;
        this.tally = tally;
        this.seed = seed;
        this.rate = rate;
        this.left = new AtomicInteger(writes);
    }

    /** Returns when all writes have been answered. */
    void run() throws InterruptedException {
        List<Thread> readers = nodes.stream().map(this::reader).toList();
        List<Thread> writers = nodes.stream().map(this::writer).toList();
        Stream.concat(readers.stream(), writers.stream()).forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        over = true;
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private Thread writer(ForkedNode node) {
        Random chance = new Random(seed + node.number());
        Semaphore room = new Semaphore(WRITES_AT_ONCE);
        return new Thread(
                () -> {
                    Pace pace = new Pace(rate / nodes.size());
                    while (left.getAndDecrement() > 0) {
                        pace.await();
                        room.acquireUninterruptibly();
                        write(node, chance, room::release);
                    }
                    room.acquireUninterruptibly(WRITES_AT_ONCE);
                },
                "writes-" + node.number());
    }

    private void write(ForkedNode node, Random chance, Runnable done) {
        int key = chance.nextInt(rows.count());
        int value = rows.newValue();
        String question = chance.nextBoolean() ? "put " + key + ' ' + value : changed(key, value);
        node.ask(question).thenAccept(answer -> {
            tally.count("writes." + answer);
            if (answer.equals("acknowledged")) {
                rows.row(key).acknowledge(node.number(), value);
            }
            done.run();
        });
    }

    private String changed(int key, int value) {
        rows.row(key).write(value);
        return "invalidate " + key;
    }

    private Thread reader(ForkedNode node) {
        Random chance = new Random(-seed - node.number());
        Semaphore room = new Semaphore(READS_AT_ONCE);
        return new Thread(
                () -> {
                    Pace pace = new Pace(rate * READS_PER_WRITE / nodes.size());
                    while (!over) {
                        pace.await();
                        room.acquireUninterruptibly();
                        read(node, chance.nextInt(rows.count()), room::release);
                    }
                    room.acquireUninterruptibly(READS_AT_ONCE);
                },
                "reads-" + node.number());
    }

    private void read(ForkedNode node, int key, Runnable done) {
        int own = rows.row(key).newestOf(node.number());
        long sent = System.nanoTime();
        node.ask("read " + key).thenAccept(answer -> {
            judge.read(node.number(), key, sent, own, answer);
            done.run();
        });
    }

    /** So many a second at most; what was not used is not caught up. */
    private static final class Pace {

        private final long period;
        private long next = System.nanoTime();

        private Pace(int perSecond) {
            period = 1_000_000_000L / perSecond;
        }

        private void await() {
            long wait = next - System.nanoTime();
            if (wait > 1_000_000) {
                LockSupport.parkNanos(wait);
            }
            next = Math.max(next, System.nanoTime() - 10_000_000) + period;
        }
    }
}
