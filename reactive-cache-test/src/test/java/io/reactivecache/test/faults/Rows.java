package io.reactivecache.test.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The system of record, which nodes load from and store to over their lines. */
final class Rows {

    private final List<Row> rows;
    private final AtomicInteger values = new AtomicInteger(Row.FIRST);

    Rows(int count) {
        rows = IntStream.range(0, count).mapToObj(key -> new Row()).toList();
    }

    int count() {
        return rows.size();
    }

    Row row(int key) {
        return rows.get(key);
    }

    /** A value that nobody has written yet. */
    int newValue() {
        return values.incrementAndGet();
    }

    /** Answers {@code load <key>} and {@code store <key> <value>}. */
    CompletableFuture<String> answer(String question) {
        String[] words = question.split(" ");
        Row row = row(Integer.parseInt(words[1]));
        if (words[0].equals("store")) {
            row.write(Integer.parseInt(words[2]));
        }
        return CompletableFuture.completedFuture(String.valueOf(row.value()));
    }
}
