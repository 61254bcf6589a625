package io.reactivecache.test.server;

import java.util.Map;

/**
 * A second listener of a Kafka broker, for clients that prove who they are.
 *
 * @param port where it listens
 * @param protocol as Kafka calls it
 * @param properties the broker's settings for this listener
 */
record SecuredListener(int port, String protocol, Map<String, String> properties) {

    private static final String PREFIX = "listener.name.secured.";

    /** Adds the listener to the configuration of a broker. */
    void addTo(Map<String, String> broker, String bind, String host) {
        broker.merge("listeners", "SECURED://" + bind + ":" + port, SecuredListener::list);
        broker.merge("advertised.listeners", "SECURED://" + host + ":" + port, SecuredListener::list);
        broker.merge("listener.security.protocol.map", "SECURED:" + protocol, SecuredListener::list);
        properties.forEach((name, value) -> broker.put(PREFIX + name, value));
    }

    private static String list(String one, String other) {
        return one + ',' + other;
    }
}
