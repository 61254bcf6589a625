package io.reactivecache.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.Optional;

/** The checked settings of a log in JetStream. */
record StreamLogSettings(
        String name,
        int partitions,
        long maxLength,
        Optional<Duration> maxAge,
        int replicas,
        Duration appendTimeout,
        int maxPendingAppends) {

    /** A stream as it is made if it is absent. */
    StreamConfiguration stream(StreamSubject subject) {
        StreamConfiguration.Builder stream = StreamConfiguration.builder()
                .name(subject.stream())
                .subjects(subject.text())
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .maxMessages(maxLength)
                .replicas(replicas);
        maxAge.ifPresent(stream::maxAge);
        return stream.build();
    }
}
