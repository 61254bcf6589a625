package io.reactivecache.test.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key of a server on this machine, and the certificate by which clients trust it, made by the JDK's keytool. */
public record KeyStores(Path directory) {

    public static final String PASSWORD = "keys-of-the-test";

    private static final String HOST = "localhost";
    private static final String ALIAS = "server";

    public static KeyStores in(Path directory) throws IOException, InterruptedException {
        KeyStores stores = new KeyStores(directory);
        stores.make();
        return stores;
    }

    public String keyStore() {
        return directory.resolve("key.p12").toString();
    }

    public String trustStore() {
        return directory.resolve("trust.p12").toString();
    }

    /** The key as PEM. */
    public String key() throws IOException, GeneralSecurityException {
        byte[] key = load(keyStore()).getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        String text = Base64.getMimeEncoder().encodeToString(key);
        Path file = directory.resolve("key.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        return file.toString();
    }

    /** What is in one of the stores. */
    public static KeyStore load(String store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(new File(store), PASSWORD.toCharArray());
    }

    private void make() throws IOException, InterruptedException {
        keytool(keyStore(), List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + HOST, "-ext", "san=dns:" + HOST));
        keytool(keyStore(), List.of("-exportcert", "-rfc", "-file", certificate()));
        keytool(trustStore(), List.of("-importcert", "-noprompt", "-file", certificate()));
    }

    /** The certificate as PEM. */
    public String certificate() {
        return directory.resolve("certificate.pem").toString();
    }

    private static void keytool(String store, List<String> what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-alias", ALIAS, "-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
        int result = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("keytool: " + result + " (expected: 0)");
        }
    }
}
