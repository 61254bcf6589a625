package io.reactivecache.redis;

/**
 * Tells when reads are sent before their event loop has ended its turn. Who is answered there may read on at once, and if all
 * that read on were sent together in the end, the event loop and Redis would have to wait for each other in turn. So half of
 * the reads there are go out ahead: Redis has the one half while the event loop has the other. Of a few there is nothing to
 * gain, and of many as many do as fill two commands. If there are no others under way, Redis has nothing to answer yet that it
 * could do meanwhile, and all go together.
 *
 * <p>Belongs to the event loop.
 */
final class Pipelining {

    static final int LEAST = 8;

    private final int most;
    private int added;

    /**
     * Nothing was added.
     *
     * @param most how many reads are enough in any case
     */
    Pipelining(int most) {
        this.most = most;
    }

    /**
     * A read was added by the event loop. True if what is waiting to be sent is to be sent now.
     *
     * @param all how many reads there are, those that were sent included
     */
    boolean isDue(int all) {
        added++;
        return all > added && added >= Math.min(most, Math.max(LEAST, all / 2));
    }

    /** All that is waiting is being sent. */
    void sent() {
        added = 0;
    }
}
