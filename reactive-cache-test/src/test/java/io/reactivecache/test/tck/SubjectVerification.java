package io.reactivecache.test.tck;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;

/** The rules of the TCK, over one subject. TestNG does not run it: {@link Rules} does. */
public final class SubjectVerification extends PublisherVerification<Object> {

    /** Waited for only where a signal is missing, so it may be as long as a busy machine needs. */
    private static final long SIGNAL_MILLIS = 5_000;

    /** Waited for wherever no signal must come. */
    private static final long SILENCE_MILLIS = 50;

    private static final long GARBAGE_MILLIS = 100;

    private final Subject subject;

    SubjectVerification(Subject subject) {
        super(new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS), GARBAGE_MILLIS);
        this.subject = subject;
    }

    @Override
    public long maxElementsFromPublisher() {
        return subject.most();
    }

    @Override
    public Publisher<Object> createPublisher(long elements) {
        return erased(subject.emitting().apply(elements));
    }

    @Override
    public @Nullable Publisher<Object> createFailedPublisher() {
        return subject.failing().map(failed -> erased(failed.get())).orElse(null);
    }

    /** An empty stream is optional, and waiting for one that cannot be is long. */
    @Override
    public void optional_spec105_emptyStreamMustTerminateBySignallingOnComplete() throws Throwable {
        if (!subject.canBeEmpty()) {
            throw new SkipException("never empty");
        }
        super.optional_spec105_emptyStreamMustTerminateBySignallingOnComplete();
    }

    /** Whoever subscribes takes the elements for objects. */
    @SuppressWarnings("unchecked")
    private static Publisher<Object> erased(Publisher<?> publisher) {
        return (Publisher<Object>) publisher;
    }
}
