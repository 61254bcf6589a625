package io.reactivecache.redis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * A cluster as one of its servers sees it, which may be as it was a while ago.
 *
 * @param self the server that sees it so
 * @param claims the primaries and their slots
 * @param moving true if it is giving a slot away, or taking one
 */
record ClusterView(String self, List<Claim> claims, boolean moving) {

    private static final int ID = 0;
    private static final int ADDRESS = 1;
    private static final int FLAGS = 2;
    private static final int EPOCH = 6;
    private static final int FIRST_SLOT = 8;

    /**
     * The slots of a primary.
     *
     * @param epoch of two claims of one slot that with the larger one is right
     */
    record Claim(ClusterNode node, long epoch, BitSet slots) {}

    /**
     * What a server answers to {@code CLUSTER NODES}: a line for each server, as
     * <a href="https://redis.io/docs/latest/commands/cluster-nodes/">described</a>.
     *
     * @param asked where it was asked; it may not know its own address
     * @param byName true if servers are to be addressed by the names they announce, where they do
     * @throws IllegalArgumentException if it is not of this form
     */
    static ClusterView parse(String answer, ClusterNode asked, boolean byName) {
        String self = "";
        boolean moving = false;
        List<Claim> claims = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            String[] fields = line.split(" ");
            if (fields.length < FIRST_SLOT) {
                throw new IllegalArgumentException("CLUSTER NODES: a line of another form");
            }
            Set<String> flags = Set.of(fields[FLAGS].split(",", -1));
            if (flags.contains("myself")) {
                self = fields[ID];
                moving = line.contains(" [");
            }
            if (flags.contains("master") && !flags.contains("noaddr") && !flags.contains("handshake")) {
                claims.add(claim(fields, asked, byName));
            }
        }
        return new ClusterView(self, claims, moving);
    }

    private static Claim claim(String[] fields, ClusterNode asked, boolean byName) {
        return new Claim(node(fields, asked, byName), Long.parseLong(fields[EPOCH]), slots(fields));
    }

    /** An address is {@code host:port@port,name}, the last two of which need not be there. */
    private static ClusterNode node(String[] fields, ClusterNode asked, boolean byName) {
        String[] parts = fields[ADDRESS].split(",", -1);
        String address = parts[0].split("@", -1)[0];
        int colon = address.lastIndexOf(':');
        String name = byName && parts.length > 1 ? parts[1] : "";
        String host = name.isEmpty() ? address.substring(0, colon) : name;
        return new ClusterNode(
                fields[ID], host.isEmpty() ? asked.host() : host, Integer.parseInt(address.substring(colon + 1)));
    }

    /** One slot, or a range of them; what stands in brackets is on its way. */
    private static BitSet slots(String[] fields) {
        BitSet slots = new BitSet();
        for (int i = FIRST_SLOT; i < fields.length; i++) {
            if (!fields[i].startsWith("[")) {
                String[] ends = fields[i].split("-", -1);
                slots.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
        return slots;
    }
}
