package io.reactivecache.redis;

import io.lettuce.core.SslOptions;
import io.reactivecache.InvalidConfigException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a {@link RedisRemoteStore} trusts, and what it shows of itself, where its uri asks for TLS. Immutable. The certificate of
 * the server is verified, and its host name; {@code ?verifyPeer=CA} at the end of the uri leaves the name out.
 */
public final class RedisTls {

    private final SecureRandom random = seeded();
    private final TrustManagerFactory trust;
    private final Optional<KeyManagerFactory> identity;

    private RedisTls(TrustManagerFactory trust, Optional<KeyManagerFactory> identity) {
        this.trust = trust;
        this.identity = identity;
    }

    /** Trusts whom this JVM trusts. Reads a file. */
    public static RedisTls ofSystem() {
        return new RedisTls(trust(null), Optional.empty());
    }

    /**
     * Trusts the certificates of a key store and nobody else.
     *
     * @param certificates loaded, with at least one trusted certificate
     * @throws InvalidConfigException if it has none, or is not loaded
     */
    public static RedisTls trusting(KeyStore certificates) {
        if (!hasCertificate(Objects.requireNonNull(certificates, "certificates"))) {
            throw invalid("certificates: none (expected: a loaded key store with a trusted certificate)");
        }
        return new RedisTls(trust(certificates), Optional.empty());
    }

    /**
     * The same, and with a certificate to show to a server that asks for one.
     *
     * @param keys loaded, with the key
     * @param password of the key
     * @throws InvalidConfigException if the key cannot be read with it
     */
    public RedisTls identifiedBy(KeyStore keys, char[] password) {
        Objects.requireNonNull(password, "password");
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(Objects.requireNonNull(keys, "keys"), password);
            return new RedisTls(trust, Optional.of(factory));
        } catch (GeneralSecurityException unreadable) {
            throw invalid("keys: unreadable (expected: a loaded key store and the password of its key)");
        }
    }

    SslOptions options(Duration handshakeTimeout) {
        SslOptions.Builder options = SslOptions.builder()
                .jdkSslProvider()
                .sslContext(context -> context.secureRandom(random))
                .trustManager(trust)
                .handshakeTimeout(handshakeTimeout);
        identity.ifPresent(options::keyManager);
        return options.build();
    }

    /** The usual one would read a file now and then, on the event loop where Lettuce prepares each connection. */
    private static SecureRandom seeded() {
        try {
            SecureRandom random = SecureRandom.getInstance("DRBG");
            random.nextInt();
            return random;
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    private static TrustManagerFactory trust(@Nullable KeyStore certificates) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(certificates);
            return factory;
        } catch (GeneralSecurityException unreadable) {
            throw invalid("certificates: unreadable (expected: a loaded key store)");
        }
    }

    private static boolean hasCertificate(KeyStore store) {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return true;
                }
            }
            return false;
        } catch (KeyStoreException notLoaded) {
            return false;
        }
    }

    private static InvalidConfigException invalid(String problem) {
        return new InvalidConfigException(List.of(problem));
    }
}
