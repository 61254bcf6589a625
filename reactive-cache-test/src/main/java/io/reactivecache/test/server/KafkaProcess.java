package io.reactivecache.test.server;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program of a forked broker: it formats the directories where they are not formatted yet and becomes the broker.
 *
 * <p>Kafka's classes are called by name, as they are there at run time only.
 */
final class KafkaProcess {

    private static final String CLUSTER_ID = "cmVhY3RpdmUtY2FjaGUtMQ";
    private static final String RESOURCES = "io/reactivecache/test/server/";

    private KafkaProcess() {}

    /**
     * Becomes a broker.
     *
     * @param args the properties file
     * @throws ReflectiveOperationException if this is not a version of Kafka that is known here
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", args[0]};
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!status.equals(0)) {
            System.exit(1);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) args);
    }

    /** The command that runs this program in a JVM like this one, small, quick to start, and logging warnings only. */
    static List<String> command(Path properties) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + RESOURCES + "broker-logback.xml",
                "-Dlog4j2.configurationFile=classpath:" + RESOURCES + "broker-log4j2.properties",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                KafkaProcess.class.getName(),
                properties.toString());
    }

    // The broker runs in another directory than this JVM.
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
