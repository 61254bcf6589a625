package io.reactivecache.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.support.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of a stream as it was once, by the snapshot and restore requests of the
 * <a href="https://docs.nats.io/reference/reference-protocols/nats_api_reference">JetStream API</a>. To put it back is what a
 * server does that has lost what came later.
 */
final class StreamBackup {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] NOTHING = {};

    private final StreamAdmin admin;
    private final String stream;
    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] description = NOTHING;

    private StreamBackup(StreamAdmin admin, String stream) {
        this.admin = admin;
        this.stream = stream;
    }

    static StreamBackup of(StreamAdmin admin, int partition) {
        StreamBackup backup = new StreamBackup(admin, admin.stream(partition));
        admin.with((connection, streams) -> backup.read(connection));
        return backup;
    }

    private void read(Connection connection) throws Exception {
        String inbox = connection.createInbox();
        Subscription delivery = connection.subscribe(inbox);
        String request = "{\"no_consumers\":true,\"deliver_subject\":\"" + inbox + "\"}";
        description = ask(connection, "$JS.API.STREAM.SNAPSHOT." + stream, request.getBytes(UTF_8))
                .getData();
        for (Message chunk = delivery.nextMessage(LIMIT);
                chunk.getData() != null && chunk.getData().length > 0;
                chunk = delivery.nextMessage(LIMIT)) {
            chunks.add(chunk.getData());
            connection.publish(chunk.getReplyTo(), NOTHING);
        }
    }

    /** Puts the copy in the place of the stream. */
    void restore() {
        admin.with((connection, streams) -> {
            streams.deleteStream(stream);
            Message begun = ask(connection, "$JS.API.STREAM.RESTORE." + stream, description);
            String subject = JsonParser.parse(begun.getData()).map.get("deliver_subject").string;
            for (byte[] chunk : chunks) {
                ask(connection, subject, chunk);
            }
            ask(connection, subject, NOTHING);
        });
    }

    private static Message ask(Connection connection, String subject, byte[] question) throws InterruptedException {
        Message answer = connection.request(subject, question, LIMIT);
        if (answer == null || new String(answer.getData(), UTF_8).contains("\"error\"")) {
            throw new IllegalStateException(subject + ": " + answer + " (expected: done)");
        }
        return answer;
    }
}
