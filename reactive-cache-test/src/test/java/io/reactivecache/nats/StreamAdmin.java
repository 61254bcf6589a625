package io.reactivecache.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamInfo;
import java.util.UUID;

/** What an operator can do to the streams of a log while caches use it. */
final class StreamAdmin {

    private final String uri;
    private final String log;

    StreamAdmin(String uri, String log) {
        this.uri = uri;
        this.log = log;
    }

    static String newName() {
        return "log-" + UUID.randomUUID();
    }

    interface Step {
        void run(Connection connection, JetStreamManagement streams) throws Exception;
    }

    void with(Step step) {
        try (Connection connection = Nats.connect(uri)) {
            step.run(connection, connection.jetStreamManagement());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String stream(int partition) {
        return log + "-" + partition;
    }

    void purge(int partitions) {
        with((connection, streams) -> {
            for (int partition = 0; partition < partitions; partition++) {
                streams.purgeStream(stream(partition));
            }
        });
    }

    void delete(int partition) {
        with((connection, streams) -> streams.deleteStream(stream(partition)));
    }

    void deleteAll(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            delete(partition);
        }
    }

    /** Publishes to the subject of a stream what no log would. */
    void publishForeign(int partition) {
        with((connection, streams) -> {
            StreamInfo info = streams.getStreamInfo(stream(partition));
            connection.jetStream().publish(info.getConfiguration().getSubjects().get(0), new byte[0]);
        });
    }
}
