package io.changetrail.simulation;

import java.time.Duration;
import java.util.Set;

/** Switches of the simulated cloud that a test may turn while it runs; the defaults are what OTC documents. */
public final class SimulationSettings {

    private volatile int microversionCeiling = 60;
    private volatile boolean v21 = true;
    private volatile int serversPage = 25;
    private volatile boolean tracebackForOwners;
    private volatile Duration tokenLifetime = Duration.ofHours(24);
    private volatile boolean unknownResourceIs404;
    private volatile boolean recorder = true;
    private volatile Set<String> recordedTypes = Set.of();
    private volatile int retentionDays = 2557;
    private volatile int historyPage = 200;
    private volatile boolean emptyLastPage;
    private volatile int novaPage = QuerySchema.MOST_ROWS;

    /** Turns the switches that are named on a command line; what names none is left to others. */
    public void turn(String... options) {
        for (var option : options) {
            var parts = option.split("=", 2);
            switch (parts[0]) {
                case "--ceiling" -> microversionCeiling(Integer.parseInt(parts[1]));
                case "--v21" -> v21(!parts[1].equals("off"));
                case "--recorder" -> recorder(!parts[1].equals("off"));
                default -> {}
            }
        }
    }

    /** The highest minor version of 2.x that the simulated Nova offers; 60 is Queens. */
    public int microversionCeiling() {
        return microversionCeiling;
    }

    public SimulationSettings microversionCeiling(int minor) {
        microversionCeiling = minor;
        return this;
    }

    /** Whether {@code /v2.1} exists beside {@code /v2}. */
    public boolean v21() {
        return v21;
    }

    public SimulationSettings v21(boolean served) {
        v21 = served;
        return this;
    }

    /** Rows of a servers page when no limit is sent: 25 on OTC, 1000 in a plain Nova. */
    public int serversPage() {
        return serversPage;
    }

    public SimulationSettings serversPage(int rows) {
        serversPage = rows;
        return this;
    }

    /** Whether owners see tracebacks; OTC's own sample leaves it open. */
    public boolean tracebackForOwners() {
        return tracebackForOwners;
    }

    public SimulationSettings tracebackForOwners(boolean shown) {
        tracebackForOwners = shown;
        return this;
    }

    /** How long tokens issued from now on are valid. */
    public Duration tokenLifetime() {
        return tokenLifetime;
    }

    public SimulationSettings tokenLifetime(Duration lifetime) {
        tokenLifetime = lifetime;
        return this;
    }

    /** Whether the history of an unknown resource is a 404 instead of an empty list; OTC documents neither. */
    public boolean unknownResourceIs404() {
        return unknownResourceIs404;
    }

    public SimulationSettings unknownResourceIs404(boolean notFound) {
        unknownResourceIs404 = notFound;
        return this;
    }

    /** Whether the account's resource recorder is on. */
    public boolean recorder() {
        return recorder;
    }

    public SimulationSettings recorder(boolean on) {
        recorder = on;
        return this;
    }

    /** The only types that the recorder records; empty for all. */
    public Set<String> recordedTypes() {
        return recordedTypes;
    }

    public SimulationSettings recordedTypes(String... types) {
        recordedTypes = Set.of(types);
        return this;
    }

    /** How long RMS keeps history: 30 to 2557 days. */
    public int retentionDays() {
        return retentionDays;
    }

    public SimulationSettings retentionDays(int days) {
        retentionDays = days;
        return this;
    }

    /** The most items RMS puts on a page whatever the limit: below it pages are short and still have a marker. */
    public int historyPage() {
        return historyPage;
    }

    public SimulationSettings historyPage(int items) {
        historyPage = items;
        return this;
    }

    /** The most rows Nova puts on a page of servers or actions whatever the limit: its operator's {@code max_limit}. */
    public int novaPage() {
        return novaPage;
    }

    public SimulationSettings novaPage(int rows) {
        novaPage = rows;
        return this;
    }

    /** Whether the last full RMS page still names a marker, so that an empty page ends the walk. */
    public boolean emptyLastPage() {
        return emptyLastPage;
    }

    public SimulationSettings emptyLastPage(boolean empty) {
        emptyLastPage = empty;
        return this;
    }
}
