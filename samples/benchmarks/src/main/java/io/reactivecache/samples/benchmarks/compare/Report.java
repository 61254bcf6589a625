package io.reactivecache.samples.benchmarks.compare;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The table of a run, printed as it comes, and the same as JSON. */
final class Report {

    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
        out.println("| scenario | unit | ours | raw | times raw | peers | times the best peer | bytes/op | notes |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    void add(List<Row> more) {
        rows.addAll(more);
        more.forEach(row -> out.println(line(row)));
        out.flush();
    }

    private static String line(Row row) {
        String peers = row.peers().entrySet().stream()
                .map(peer -> peer.getKey() + ' ' + number(peer.getValue()))
                .collect(Collectors.joining(", "));
        return String.join(
                " | ",
                "| " + row.scenario(),
                row.unit(),
                number(row.ours()),
                number(row.raw()),
                number(row.ratioToRaw()),
                peers,
                number(row.ratioToBestPeer()),
                number(row.bytesPerOp()),
                String.join("; ", row.notes()) + " |");
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        return String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Writes everything to a file. */
    void write(Path file) {
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file, rows);
        out.println(file);
    }
}
