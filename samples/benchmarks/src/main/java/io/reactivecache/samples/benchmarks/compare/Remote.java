package io.reactivecache.samples.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes of Redis: one value by so many callers, a hundred at once, and puts. */
final class Remote implements Scenario {

    private static final List<Integer> CALLERS = List.of(1, 64, 256, 1_024);
    private static final int SMALL = 100;
    private static final int LARGE = 1_024;
    private static final int MANY_KEYS = 100;
    private static final int FEW_CALLERS = 16;
    private static final int CALLERS_OF_PUTS = 64;

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public List<Row> measure(Plan plan) {
        List<Row> rows = new ArrayList<>();
        for (int bytes : List.of(SMALL, LARGE)) {
            try (RemoteClients clients = new RemoteClients(bytes)) {
                for (int callers : CALLERS) {
                    rows.add(row(
                            plan, name() + " get, " + callers + " callers, " + bytes + " B", clients.gets(callers)));
                }
                if (bytes == SMALL) {
                    rows.add(row(
                            plan,
                            name() + " getAll of 100, 16 callers, 100 B",
                            clients.getAlls(MANY_KEYS, FEW_CALLERS)));
                    rows.add(row(plan, name() + " put, 64 callers, 100 B", clients.puts(CALLERS_OF_PUTS)));
                }
            }
        }
        return rows;
    }

    private static Row row(Plan plan, String name, List<Contender> contenders) {
        return Turns.measure(plan, contenders).row(name, Unit.PER_SECOND);
    }
}
