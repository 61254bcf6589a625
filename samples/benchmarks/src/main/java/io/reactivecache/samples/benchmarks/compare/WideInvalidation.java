package io.reactivecache.samples.benchmarks.compare;

import java.util.List;
import java.util.stream.Stream;

/** An invalidation of a tag, until no read answers one of its entries any more, of which there are few or many. */
final class WideInvalidation implements Scenario {

    private static final List<Integer> ENTRIES = List.of(10, 10_000, 1_000_000);

    @Override
    public String name() {
        return "tag invalidation";
    }

    @Override
    public List<Row> measure(Plan plan) {
        return ENTRIES.stream().flatMap(entries -> row(plan, entries)).toList();
    }

    private Stream<Row> row(Plan plan, int entries) {
        try (TaggedEntries tagged = new TaggedEntries(entries)) {
            return Stream.of(Turns.measure(plan, List.of(tagged))
                    .row(
                            String.format("%s, %,d entries", name(), entries),
                            Unit.MILLIS,
                            "none of the peers has tags, nor has the library underneath"));
        }
    }
}
