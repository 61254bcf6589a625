package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of processes of this machine: primaries that share the slots in equal ranges, and replicas of them
 * if wanted. It serves the slots it has while others have no server.
 */
public final class RedisCluster implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));
    private static final int SLOTS = 16_384;
    private static final int BUS = 10_000;
    private static final String NO_KEY = "-";
    private static final String HOST = "127.0.0.1";

    private final List<RedisProcess> primaries = new ArrayList<>();
    private final List<RedisProcess> replicas = new ArrayList<>();

    /**
     * A cluster that is not started yet.
     *
     * @param primaries how many there are
     * @param replicated true if each of them has a replica
     */
    public RedisCluster(int primaries, boolean replicated) {
        int[] ports = ports(replicated ? 2 * primaries : primaries);
        for (int i = 0; i < ports.length; i++) {
            (i < primaries ? this.primaries : replicas).add(server(ports[i]));
        }
    }

    /**
     * Servers of a cluster talk to each other on a port so much higher, which must not be one of outgoing connections
     * either.
     */
    private static int[] ports(int count) {
        return Arrays.stream(RedisProcess.ports(12 * count))
                .filter(port -> port + BUS < Ports.END && Ports.isFree(port + BUS))
                .limit(count)
                .toArray();
    }

    private static RedisProcess server(int port) {
        return RedisProcess.server(
                port,
                "port " + port,
                "save \"\"",
                "cluster-enabled yes",
                "cluster-node-timeout 4000",
                "cluster-require-full-coverage no",
                "cluster-migration-barrier 100",
                "repl-diskless-sync-delay 0");
    }

    /** Starts all and waits until they are one cluster. */
    public RedisCluster start() {
        members().forEach(RedisProcess::start);
        IntStream.range(0, primaries.size()).forEach(this::prepare);
        members().skip(1).forEach(this::meet);
        members().forEach(member -> SOON.holds("a cluster", () -> isComplete(member)));
        IntStream.range(0, replicas.size()).forEach(this::replicate);
        return this;
    }

    /** An epoch is only taken by a server that knows of no other. */
    private void prepare(int index) {
        RedisProcess primary = primaries.get(index);
        ok(primary, "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(index + 1));
        ok(primary, addSlots(index));
    }

    private void meet(RedisProcess member) {
        ok(primaries.get(0), "CLUSTER", "MEET", HOST, String.valueOf(member.port()));
    }

    private String[] addSlots(int index) {
        List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        IntStream.range(0, SLOTS)
                .filter(slot -> ownerAtFirst(slot) == index)
                .mapToObj(String::valueOf)
                .forEach(command::add);
        return command.toArray(String[]::new);
    }

    /** The index of the primary that a slot has at the beginning. */
    public int ownerAtFirst(int slot) {
        return slot * primaries.size() / SLOTS;
    }

    private static void ok(RedisProcess member, String... command) {
        SOON.holds(
                String.join(" ", Arrays.copyOf(command, 2)),
                () -> member.send(command).equals("+OK"));
    }

    private boolean isComplete(RedisProcess member) {
        return member.send("CLUSTER", "INFO").equals("cluster_state:ok")
                && members().allMatch(other -> knows(member, other));
    }

    private static boolean knows(RedisProcess member, RedisProcess other) {
        return member.send("CLUSTER", "COUNT-FAILURE-REPORTS", id(other)).startsWith(":");
    }

    private void replicate(int index) {
        RedisProcess primary = primaries.get(index);
        ok(replicas.get(index), "CLUSTER", "REPLICATE", id(primary));
        SOON.holds("a replica", () -> primary.send("WAIT", "1", "1000").equals(":1"));
        members().forEach(member -> SOON.holds("known as such", () -> isReplicated(member, primary)));
    }

    private static boolean isReplicated(RedisProcess member, RedisProcess primary) {
        return member.send("CLUSTER", "REPLICAS", id(primary)).equals("*1");
    }

    /** What the cluster calls a server. */
    public static String id(RedisProcess member) {
        return member.send("CLUSTER", "MYID");
    }

    private Stream<RedisProcess> members() {
        return Stream.of(primaries, replicas).flatMap(List::stream);
    }

    /** The address of a primary of the beginning. */
    public String uri(int index) {
        return uri(primaries.get(index));
    }

    /** The address of a server. */
    public static String uri(RedisProcess member) {
        return "redis://" + HOST + ":" + member.port();
    }

    /** A primary of the beginning. */
    public RedisProcess primary(int index) {
        return primaries.get(index);
    }

    /** Its replica of the beginning. */
    public RedisProcess replica(int index) {
        return replicas.get(index);
    }

    /** Starts a primary that was killed, empty, and waits until it serves its slots. */
    public void restart(int index) {
        primaries.get(index).start();
        IntStream.range(0, primaries.size()).forEach(this::awaitService);
    }

    private void awaitService(int index) {
        SOON.holds("a cluster", () -> isComplete(primaries.get(index)));
    }

    /** Ends all primaries at once. */
    public void kill() {
        primaries.forEach(RedisProcess::kill);
    }

    /** Starts the primaries again that were killed, and waits until all serve their slots. */
    public void restart() {
        primaries.forEach(primary -> {
            if (!primary.send("PING").equals("+PONG")) {
                primary.start();
            }
        });
        IntStream.range(0, primaries.size()).forEach(this::awaitService);
    }

    /** Waits until the replica of a primary has all that it has. */
    public void awaitReplication(int index) {
        SOON.holds(
                "replicated",
                () -> primaries.get(index).send("WAIT", "1", "1000").equals(":1"));
    }

    /** Has the replica of a primary take its place in an orderly way. */
    public void swap(int index) {
        swap(replicas.get(index));
    }

    /** The same the other way round. */
    public void swapBack(int index) {
        swap(primaries.get(index));
    }

    /** Has the replica of a primary take its place without asking anybody. */
    public void takeOver(int index) {
        ok(replicas.get(index), "CLUSTER", "FAILOVER", "TAKEOVER");
    }

    private static void swap(RedisProcess next) {
        SOON.holds(
                "in its place",
                () -> isPrimary(next) || next.send("CLUSTER", "FAILOVER").isEmpty());
    }

    /** True if a server takes writes. */
    public static boolean isPrimary(RedisProcess member) {
        return member.send("ROLE").equals("*3");
    }

    /** Begins to move a slot, with what it holds still where it was. */
    public void beginMove(int slot, int from, int to) {
        String number = String.valueOf(slot);
        ok(primaries.get(to), "CLUSTER", "SETSLOT", number, "IMPORTING", id(primaries.get(from)));
        ok(primaries.get(from), "CLUSTER", "SETSLOT", number, "MIGRATING", id(primaries.get(to)));
    }

    /** Moves the keys of a slot. */
    public void moveKeys(int slot, int from, int to) {
        for (String key = keyIn(slot, from); !key.equals(NO_KEY); key = keyIn(slot, from)) {
            String moved = primaries
                    .get(from)
                    .send("MIGRATE", HOST, String.valueOf(primaries.get(to).port()), key, "0", "5000");
            if (!moved.equals("+OK") && !moved.equals("+NOKEY")) {
                throw new ServerException("MIGRATE: " + moved + " (expected: +OK)", "");
            }
        }
    }

    /** A key of the slot, or what no key is. */
    private String keyIn(int slot, int index) {
        return primaries
                .get(index)
                .send(
                        "EVAL",
                        "return redis.call('CLUSTER', 'GETKEYSINSLOT', ARGV[1], 1)[1] or '-'",
                        "0",
                        String.valueOf(slot));
    }

    /** Ends the move of a slot: says everywhere who has it. */
    public void endMove(int slot, int to) {
        String id = id(primaries.get(to));
        ok(primaries.get(to), "CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", id);
        primaries.forEach(primary -> ok(primary, "CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", id));
    }

    /** Leaves a slot where it was whose move was begun. */
    public void cancelMove(int slot, int from, int to) {
        ok(primaries.get(to), "CLUSTER", "SETSLOT", String.valueOf(slot), "STABLE");
        ok(primaries.get(from), "CLUSTER", "SETSLOT", String.valueOf(slot), "STABLE");
    }

    /** Moves a slot with what it holds. */
    public void move(int slot, int from, int to) {
        beginMove(slot, from, to);
        moveKeys(slot, from, to);
        endMove(slot, to);
    }

    @Override
    public void close() {
        members().forEach(RedisProcess::close);
    }
}
