package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.LogPositions;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a node needs to keep up a table of markers, each part driven by hand, in a time of its own. */
final class TableNode {

    final HandClock clock = new HandClock();
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final Counters counters = new Counters();
    final HandTable table = new HandTable();
    final ScriptedLog log = new ScriptedLog();
    final AppliedPositions positions = new AppliedPositions();
    final CacheConfig config;
    final Markers markers;
    final RemoteCalls calls;
    final MarkerRetention retention;

    TableNode(CacheConfig config) {
        this.config = config;
        this.markers = new Markers(config.markers().maxMarkers(), true, counters);
        this.calls = new RemoteCalls(CallGuard.NONE, config.remote(), time);
        this.retention = new MarkerRetention(markers, config.fence().toMillis());
    }

    TableNode() {
        this(new CacheConfigBuilder("orders").build());
    }

    /** Reads the table and tells it. */
    RemoteMarkers remote() {
        return new RemoteMarkers(
                table,
                new MarkerReader(table, markers, log, calls, config),
                retention,
                new TableCompletion(table, markers, positions, log, calls, config),
                calls,
                config,
                new Tokens(),
                counters);
    }

    /** Keeps up the table. Over a log that {@code keeps} its records what was missed is heard of once more. */
    TableSync sync(RecentChanges recent, boolean keeps) {
        return new TableSync(
                remote(),
                new MissedChanges(log, markers, recent, calls, config, counters, keeps),
                new Checkpoints(table, calls, config, counters, keeps),
                markers,
                positions,
                config,
                clock);
    }

    /** The log begins anew. */
    void reset(LogPositions now) {
        markers.reset(now);
        positions.reset(now);
    }
}
