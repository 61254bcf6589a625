package io.reactivecache.test.server;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a single Kafka node, broker and controller at once, runs.
 *
 * @param port where it listens for clients
 * @param advertisedPort where it tells clients to find it
 * @param controllerPort where it listens for itself
 * @param secured the listener for clients that prove who they are, if there is one
 * @param further settings that win over those made here
 * @param mayRunInDocker whether Docker may run it
 */
record KafkaSettings(
        int port,
        int advertisedPort,
        int controllerPort,
        Optional<SecuredListener> secured,
        Map<String, String> further,
        boolean mayRunInDocker) {

    // Short sessions, or a restart waits until the broker of the run before has timed out. The cleaner's buffer, of
    // which
    // half the usual size would not fit, bounds the heap.
    private static final Map<String, String> FAST_AND_SMALL = Map.of(
            "broker.session.timeout.ms", "1000",
            "broker.heartbeat.interval.ms", "200",
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "log.cleaner.dedupe.buffer.size", "2097152",
            "num.network.threads", "2",
            "num.io.threads", "2",
            "auto.create.topics.enable", "false");

    private static final Map<String, String> SINGLE_NODE = Map.of(
            "offsets.topic.num.partitions", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** The broker's configuration: the address to bind, the name clients are told, and the directory of its data. */
    Map<String, String> properties(String bind, String host, String directory) {
        Map<String, String> properties = new TreeMap<>(FAST_AND_SMALL);
        properties.putAll(SINGLE_NODE);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", "PLAINTEXT://" + bind + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://" + host + ":" + advertisedPort);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", directory);
        secured.ifPresent(listener -> listener.addTo(properties, bind, host));
        properties.putAll(further);
        return properties;
    }
}
