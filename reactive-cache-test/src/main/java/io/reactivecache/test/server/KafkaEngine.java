package io.reactivecache.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The place where a Kafka broker runs.
 *
 * @param engine what runs it
 * @param host the name under which clients reach it
 * @param directory where its data is, unless it runs in Docker
 */
record KafkaEngine(Engine engine, String host, Optional<ServerDirectory> directory) {

    private static final String IMAGE = "apache/kafka:4.1.1";

    /** Chooses Docker, or else a JVM with the class path of this one. */
    static KafkaEngine of(KafkaSettings settings) {
        return settings.mayRunInDocker() && Docker.isUsable() ? inDocker(settings) : asProcess(settings);
    }

    private static KafkaEngine inDocker(KafkaSettings settings) {
        String host = DockerEngine.host();
        Map<String, String> environment = new TreeMap<>();
        settings.properties("0.0.0.0", host, "/tmp/kafka-data")
                .forEach((key, value) -> environment.put(variable(key), value));
        environment.put("KAFKA_HEAP_OPTS", "-Xmx256m");
        Engine engine = DockerEngine.of(IMAGE, settings.port(), List.of(), environment);
        return new KafkaEngine(engine, host, Optional.empty());
    }

    /** The name that the image gives to a property: of {@code log.dirs} that is {@code KAFKA_LOG_DIRS}. */
    private static String variable(String property) {
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static KafkaEngine asProcess(KafkaSettings settings) {
        if (!ClassPath.has("kafka.Kafka")) {
            throw new ServerException(
                    "kafka.Kafka: not found (expected: Docker, or org.apache.kafka:kafka_2.13 on the class path)", "");
        }
        ServerDirectory directory = ServerDirectory.create("kafka");
        Path file = directory.root().resolve("server.properties");
        write(settings.properties("127.0.0.1", "localhost", directory.data().toString()), file);
        Engine engine = new ProcessEngine(directory, KafkaProcess.command(file));
        return new KafkaEngine(engine, "localhost", Optional.of(directory));
    }

    private static void write(Map<String, String> properties, Path file) {
        Properties content = new Properties();
        content.putAll(properties);
        try (var writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
