package io.reactivecache.test.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key of a server on this machine, and the certificate by which clients trust it, made by the JDK's keytool. */
record KeyStores(Path directory) {

    static final String PASSWORD = "keys-of-the-test";

    static KeyStores in(Path directory) throws IOException, InterruptedException {
        KeyStores stores = new KeyStores(directory);
        stores.make();
        return stores;
    }

    String keyStore() {
        return directory.resolve("key.p12").toString();
    }

    String trustStore() {
        return directory.resolve("trust.p12").toString();
    }

    private void make() throws IOException, InterruptedException {
        keytool(
                keyStore(),
                List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost"));
        keytool(keyStore(), List.of("-exportcert", "-rfc", "-file", certificate()));
        keytool(trustStore(), List.of("-importcert", "-noprompt", "-file", certificate()));
    }

    private String certificate() {
        return directory.resolve("certificate.pem").toString();
    }

    private static void keytool(String store, List<String> what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-alias", "broker", "-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
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
