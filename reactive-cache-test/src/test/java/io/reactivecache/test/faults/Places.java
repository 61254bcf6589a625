package io.reactivecache.test.faults;

import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The servers of a run, and the links of each node to them. */
final class Places implements AutoCloseable {

    private final Map<String, TestServer> servers = new LinkedHashMap<>();
    private final Map<String, FaultyProxy> links = new LinkedHashMap<>();
    private final List<FaultyProxy> redis = new ArrayList<>();
    private final List<FaultyProxy> log = new ArrayList<>();

    /** Starts the servers that nodes with such a log need. */
    Places(LogKind kind, int nodes) throws IOException {
        RedisServer server = RedisServer.builder().persistent(true).build();
        servers.put("redis", server);
        linkRedis(server, nodes);
        if (kind == LogKind.KAFKA) {
            addKafka(nodes);
        } else if (kind.isInNats()) {
            addNats(nodes);
        } else {
            log.addAll(redis);
        }
        servers.values().forEach(TestServer::start);
    }

    private void linkRedis(RedisServer server, int nodes) {
        IntStream.range(0, nodes).forEach(node -> redis.add(link("redis", node, server.port())));
    }

    private void addNats(int nodes) {
        NatsServer server = NatsServer.builder().build();
        servers.put("nats", server);
        IntStream.range(0, nodes).forEach(node -> log.add(link("nats", node, server.port())));
    }

    /** A broker tells its clients where to find it: by a listener for each node that names the link of that node. */
    private void addKafka(int nodes) throws IOException {
        List<Integer> ports = freePorts(nodes + 2);
        int main = ports.get(nodes);
        int controller = ports.get(nodes + 1);
        IntStream.range(0, nodes).forEach(node -> log.add(link("kafka", node, ports.get(node))));
        KafkaServer server = KafkaServer.builder()
                .asProcess()
                .port(main)
                .properties(Map.of(
                        "listeners",
                        listeners(nodes, "127.0.0.1", main, ports) + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners",
                        listeners(nodes, "localhost", main, portsOf(log)),
                        "listener.security.protocol.map",
                        IntStream.range(0, nodes)
                                .mapToObj(node -> ",NODE" + node + ":PLAINTEXT")
                                .collect(Collectors.joining("", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT", "")),
                        "inter.broker.listener.name",
                        "PLAINTEXT",
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + controller))
                .build();
        servers.put("kafka", server);
    }

    private static String listeners(int nodes, String host, int main, List<Integer> ports) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> ",NODE" + node + "://" + host + ':' + ports.get(node))
                .collect(Collectors.joining("", "PLAINTEXT://" + host + ':' + main, ""));
    }

    private static List<Integer> portsOf(List<FaultyProxy> proxies) {
        return proxies.stream().map(FaultyProxy::port).toList();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private FaultyProxy link(String server, int node, int port) {
        FaultyProxy proxy = FaultyProxy.to("localhost", port);
        links.put(server + " of node " + node, proxy);
        return proxy;
    }

    /** Where this node reaches Redis. */
    int redisPort(int node) {
        return redis.get(node).port();
    }

    /** Where this node reaches the server of its log. */
    int logPort(int node) {
        return log.get(node).port();
    }

    Map<String, TestServer> servers() {
        return servers;
    }

    Map<String, FaultyProxy> links() {
        return links;
    }

    void heal() {
        links.values().forEach(FaultyProxy::heal);
        servers.values().forEach(TestServer::start);
    }

    @Override
    public void close() {
        links.values().forEach(FaultyProxy::close);
        servers.values().forEach(TestServer::close);
    }
}
