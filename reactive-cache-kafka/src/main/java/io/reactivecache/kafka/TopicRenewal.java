package io.reactivecache.kafka;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Gives a topic that has lost records at its end another life. The offsets of those records are given out again, to others,
 * so that nobody could tell a stamp of before the loss from one after it. Kafka keeps no number that says so, but every
 * node sees how many partitions there are: whoever notices gives the topic one more, and all nodes begin anew. Nodes that
 * notice together ask for the same number. A false alarm costs no more than that.
 */
final class TopicRenewal {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRenewal.class);

    private final String topic;
    private final TopicQuestions questions;
    private final Mono<?> notice;

    /**
     * The renewal of one topic.
     *
     * @param notice makes all nodes look at the topic
     */
    TopicRenewal(String topic, TopicQuestions questions, Mono<?> notice) {
        this.topic = topic;
        this.questions = questions;
        this.notice = notice;
    }

    /** Emits true once the topic has another life for all nodes, false if the brokers refuse to give it one. */
    Mono<Boolean> of(TopicLife lost) {
        return questions
                .growTo(lost.partitions() + 1)
                .then(Mono.defer(this::told))
                .onErrorComplete(InvalidPartitionsException.class) // another node was faster
                .thenReturn(true)
                .onErrorResume(TopicRenewal::isRefusal, this::refused);
    }

    private Mono<Void> told() {
        LOG.warn(
                "topic {}: lost records at its end; it was given one more partition, so that all nodes begin anew",
                topic);
        return notice.onErrorComplete().then();
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof ApiException && !(error instanceof RetriableException);
    }

    private Mono<Boolean> refused(Throwable refusal) {
        return Mono.fromSupplier(() -> {
            LOG.warn(
                    "topic {}: lost records at its end, and may not be given one more partition ({}); only this node begins anew",
                    topic,
                    refusal.getClass().getName());
            return false;
        });
    }
}
