package io.reactivecache.kafka;

import java.time.Duration;

/** The checked settings of a log. */
record KafkaLogSettings(ClientSettings clients, TopicSettings topic, int maxPendingAppends, Duration checkInterval) {}
