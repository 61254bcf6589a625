package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.test.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultyProxyTest {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));
    private static final int LIMIT_MILLIS = 60_000;
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final byte[] PING = {1, 2, 3};

    private final EchoServer server = new EchoServer();
    private final FaultyProxy proxy = FaultyProxy.to("localhost", server.port());

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void bytesPassBothWaysInOrder() throws IOException {
        byte[] bytes = new byte[300_000];
        new SplittableRandom(7).nextBytes(bytes);
        try (Socket client = connect()) {
            new Thread(() -> write(client, bytes)).start();
            assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void jitterDoesNotChangeTheOrder() throws IOException {
        proxy.delay(Duration.ZERO, Duration.ofMillis(20));
        byte[] bytes = new byte[100];
        new SplittableRandom(7).nextBytes(bytes);
        try (Socket client = connect()) {
            for (int i = 0; i < bytes.length; i++) {
                int sent = i;
                client.getOutputStream().write(bytes[i]);
                SOON.holds("arrived", () -> server.received.get() >= sent - 10);
            }
            assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void everyDirectionTakesItsDelay() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.delay(Duration.ofMillis(100), Duration.ofMillis(1));
            long start = System.nanoTime();
            ping(client);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void bytesThatWaitGoOnWhenTheProxyIsHealed() throws IOException {
        proxy.delayReplies(FOREVER, Duration.ZERO);
        try (Socket client = connect()) {
            client.getOutputStream().write(PING);
            SOON.holds("request is there", () -> server.received.get() == PING.length);
            assertThat(client.getInputStream().available()).isZero();
            proxy.heal();
            assertThat(client.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
        }
    }

    @Test
    void requestsAreDelayedByThemselves() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.delayRequests(FOREVER, Duration.ZERO);
            client.getOutputStream().write(PING);
            proxy.delayReplies(Duration.ofMillis(1), Duration.ZERO);
            assertThat(server.received.get()).isEqualTo(PING.length);
            proxy.delayRequests(Duration.ZERO, Duration.ZERO);
            assertThat(client.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
        }
    }

    @Test
    void negativeTimesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.delay(Duration.ofMillis(-1), Duration.ZERO))
                .withMessage("delay: PT-0.001S (expected: >= 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.delayReplies(Duration.ZERO, Duration.ofMillis(-1)))
                .withMessage("jitter: PT-0.001S (expected: >= 0)");
    }

    @Test
    void whatABlackHoleSwallowedNeverComesAndNothingAfterIt() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.blackHole();
            client.getOutputStream().write(PING);
            swallowed(client);
            proxy.heal();
            client.getOutputStream().write(PING);
            try (Socket other = connect()) {
                ping(other);
            }
        }
        SOON.holds("both have ended", () -> server.ended.get() + server.broken.get() == 2);
        assertThat(server.received.get()).isEqualTo(2 * PING.length);
    }

    @Test
    void aConnectionFromWhichNothingWasSwallowedGoesOn() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.blackHole();
            proxy.heal();
            ping(client);
            assertThat(proxy.halfOpen()).isZero();
        }
    }

    @Test
    void aBlackHoleAcceptsAndTheServerDoesNotKnow() throws IOException {
        proxy.blackHole();
        try (Socket client = connect()) {
            client.getOutputStream().write(PING);
            swallowed(client);
            proxy.heal();
            swallowed(client);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.halfOpen()).isEqualTo(1);
        }
        SOON.holds("gone", () -> proxy.connections() == 0);
        assertThat(server.accepted.get()).isZero();
    }

    @Test
    void aBlackHoleSwallowsTheEndOfAConnection() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.blackHole();
            server.hangUp();
            SOON.holds("server has ended", () -> server.broken.get() == 1);
            swallowed(client);
        }
        SOON.holds("gone", () -> proxy.connections() == 0);
    }

    @Test
    void resetIsSeenOnBothSides() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            SOON.holds("server knows", () -> server.broken.get() == 1);
            assertThat(proxy.connections()).isZero();
        }
        try (Socket next = connect()) {
            ping(next);
        }
    }

    @Test
    void refusingConcernsNewConnectionsOnly() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            ping(client);
            proxy.heal();
            try (Socket next = connect()) {
                ping(next);
            }
        }
    }

    @Test
    void anEndIsToldToTheOtherSideAfterTheBytesBeforeIt() throws IOException {
        proxy.delay(Duration.ofMillis(20), Duration.ZERO);
        try (Socket client = connect()) {
            client.getOutputStream().write(PING);
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(PING);
        }
        SOON.holds("gone", () -> server.ended.get() == 1 && proxy.connections() == 0);
    }

    @Test
    void aResetByTheClientIsToldToTheServer() throws IOException {
        Socket client = connect();
        ping(client);
        client.setSoLinger(true, 0);
        client.close();
        SOON.holds("server knows", () -> server.broken.get() == 1 && proxy.connections() == 0);
    }

    /** The port is one that is taken and nobody listens at: that of a server that was closed may be somebody else's by now. */
    @Test
    void withoutAServerConnectionsAreReset() throws IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (FaultyProxy toNobody = FaultyProxy.to("localhost", taken.getLocalPort());
                    Socket client = connect(toNobody)) {
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void closingEndsEverything() throws IOException {
        try (Socket client = connect()) {
            ping(client);
            proxy.close();
            proxy.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThatIllegalStateException().isThrownBy(proxy::heal).withMessage("proxy: closed (expected: open)");
        }
        SOON.holds("server knows", () -> server.ended.get() == 1);
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    /** A read that waits in vain fails the test in the end. */
    private static Socket connect(FaultyProxy to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static void ping(Socket client) throws IOException {
        client.getOutputStream().write(PING);
        assertThat(client.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
    }

    private static void swallowed(Socket client) throws IOException {
        client.setSoTimeout(100);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
