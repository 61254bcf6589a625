package io.reactivecache.jackson;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.base.DecorableTSFactory.DecorableTSFBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperBuilder;

/** What a mapper of ours reads and writes: no more than fits a value, and nothing it would have to guess. */
final class Limits {

    /** What cannot be read is not written either. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 1_000;

    private Limits() {}

    /** The same factory, for documents of at most so many bytes. */
    static <B extends DecorableTSFBuilder<?, B>> B bounded(B factory, int maxBytes) {
        return factory.streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(maxBytes)
                        .maxDocumentLength(maxBytes)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    /** The same mapper, which refuses what the type does not have. */
    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M strict(B mapper) {
        return mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }
}
