package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KeyStores;
import io.reactivecache.test.server.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a key that was made for it, which those trust who are given its certificate. */
@Timeout(60)
class RedisTlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final char[] PASSWORD = KeyStores.PASSWORD.toCharArray();

    private static KeyStores keys;
    private static RedisProcess open;
    private static RedisProcess mutual;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        keys = KeyStores.in(directory);
        open = server("no");
        mutual = server("yes");
        boolean runs = open.start() && mutual.start();
        assumeTrue(runs, () -> "the redis-server of this machine has no TLS: " + open.log() + mutual.log());
    }

    @AfterAll
    static void stop() {
        open.close();
        mutual.close();
    }

    private static RedisProcess server(String asksForCertificates) throws Exception {
        int port = RedisProcess.ports(1)[0];
        return RedisProcess.server(
                port,
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + keys.certificate(),
                "tls-key-file " + keys.key(),
                "tls-ca-cert-file " + keys.certificate(),
                "tls-auth-clients " + asksForCertificates);
    }

    @Test
    void aServerWhoseCertificateIsTrustedIsUsed() throws Exception {
        assertWorks(builder(open, "localhost").tls(trusting()));
    }

    @Test
    void aTailAndASubscriptionAreEncryptedToo() throws Exception {
        RedisRemoteStore store = builder(open, "localhost").tls(trusting()).build();
        awaitAvailable(store);

        assertThat(store.connect(new byte[] {1}).doOnNext(RedisLink::close).block(LIMIT))
                .isNotNull();
        assertThat(store.subscribe(new byte[] {1}, message -> {})
                        .doOnNext(RedisSubscription::close)
                        .block(LIMIT))
                .isNotNull();
        store.dispose();
    }

    /** By the names its servers announce, which their certificates are for. */
    @Test
    void theServersOfAClusterAreReachedByTheirNames() throws Exception {
        int[] ports = RedisProcess.ports(3);
        try (RedisProcess member = clustered(ports[0], ports[1], ports[2])) {
            assumeTrue(member.start(), () -> "no cluster with TLS: " + member.log());
            assertThat(member.send("CLUSTER", "ADDSLOTSRANGE", "0", "16383"))
                    .as(member::log)
                    .isEqualTo("+OK");
            Eventually.within(LIMIT)
                    .holds("a cluster", () -> member.send("CLUSTER", "INFO").equals("cluster_state:ok"));

            assertWorks(RedisRemoteStore.builder()
                    .cluster("rediss://localhost:" + ports[1])
                    .tls(trusting()));
        }
    }

    private static RedisProcess clustered(int port, int tlsPort, int busPort) throws Exception {
        return RedisProcess.server(
                port,
                "port " + port,
                "tls-port " + tlsPort,
                "tls-cluster yes",
                "cluster-port " + busPort,
                "cluster-enabled yes",
                "cluster-announce-hostname localhost",
                "tls-cert-file " + keys.certificate(),
                "tls-key-file " + keys.key(),
                "tls-ca-cert-file " + keys.certificate(),
                "tls-auth-clients no");
    }

    @Test
    void aServerNobodyVouchesForIsRefused() {
        assertRefused(builder(open, "localhost"), GeneralSecurityException.class);
    }

    @Test
    void aServerUnderAnotherNameIsRefusedUnlessTheUriLeavesTheNameOut() throws Exception {
        assertRefused(builder(open, "127.0.0.1").tls(trusting()), GeneralSecurityException.class);
        assertWorks(RedisRemoteStore.builder()
                .uri("rediss://127.0.0.1:" + open.port() + "?verifyPeer=CA")
                .tls(trusting()));
    }

    @Test
    void aServerThatAsksForACertificateIsShownOne() throws Exception {
        KeyStore own = KeyStores.load(keys.keyStore());

        assertRefused(builder(mutual, "localhost").tls(trusting()), IOException.class);
        assertWorks(builder(mutual, "localhost").tls(trusting().identifiedBy(own, PASSWORD)));
    }

    @Test
    void aUriWithoutTlsDoesNotReachIt() throws Exception {
        assertRefused(RedisRemoteStore.builder().uri("redis://localhost:" + open.port()), IOException.class);
        assertThatThrownBy(() -> RedisRemoteStore.builder()
                        .uri("redis://localhost")
                        .tls(trusting())
                        .build())
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("tls: given (expected: none, or a uri of rediss://)");
    }

    @Test
    void unusableMaterialIsRefusedWithoutItsPassword() throws Exception {
        KeyStore own = KeyStores.load(keys.keyStore());
        KeyStore unloaded = KeyStore.getInstance("PKCS12");

        assertThatThrownBy(() -> RedisTls.trusting(unloaded)).isInstanceOf(InvalidConfigException.class);
        assertThatThrownBy(() -> RedisTls.trusting(own))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("certificates: none");
        assertThatThrownBy(() -> trusting().identifiedBy(own, "s3cret".toCharArray()))
                .isInstanceOf(InvalidConfigException.class)
                .hasNoCause()
                .hasMessageNotContaining("s3cret");
    }

    private static RedisTls trusting() throws Exception {
        return RedisTls.trusting(KeyStores.load(keys.trustStore()));
    }

    private static RedisRemoteStoreBuilder builder(RedisProcess server, String host) {
        return RedisRemoteStore.builder().uri("rediss://" + host + ":" + server.port());
    }

    private static void assertWorks(RedisRemoteStoreBuilder settings) {
        RedisRemoteStore store = settings.build();
        awaitAvailable(store);
        assertThat(store.read("k", LONG)
                        .flatMap(read -> store.fill("k", LoadedEntry.at(5, LONG), read.ticket()))
                        .block(LIMIT))
                .isTrue();
        store.dispose();
    }

    private static void awaitAvailable(RedisRemoteStore store) {
        store.available().filter(present -> present).blockFirst(LIMIT);
    }

    /** Connects itself: a store would go on trying. */
    private static void assertRefused(RedisRemoteStoreBuilder settings, Class<? extends Throwable> cause) {
        RedisConnector connector = new RedisConnector(settings.settings());
        assertThatThrownBy(() -> connector.connect().block(LIMIT)).hasRootCauseInstanceOf(cause);
        connector.dispose();
    }
}
