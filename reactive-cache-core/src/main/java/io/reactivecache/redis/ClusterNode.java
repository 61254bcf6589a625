package io.reactivecache.redis;

/**
 * A server of a cluster.
 *
 * @param id what the cluster calls it; empty as long as only its address is known
 * @param host where it is
 * @param port where it listens
 */
record ClusterNode(String id, String host, int port) {}
