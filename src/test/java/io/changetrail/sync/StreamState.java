package io.changetrail.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stream in some state; untouched, it was walked whole once and swept then. */
final class StreamState {

    static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    private String source = "rms";
    private @Nullable Instant complete = FIRST;
    private @Nullable Instant swept = FIRST;
    private @Nullable Instant whole = FIRST;
    private @Nullable Instant wholeBegan;
    private boolean quiet;
    private @Nullable GapReason trouble;
    private @Nullable GapReason limitation;
    private @Nullable Instant limitedSince;
    private boolean backfilling;
    private @Nullable Instant onboarded;
    private @Nullable Integer retentionDays;

    static StreamState settled() {
        return new StreamState();
    }

    static StreamState beginning() {
        var state = new StreamState();
        state.complete = null;
        state.swept = null;
        state.whole = null;
        return state;
    }

    StreamState ecs() {
        source = "ecs";
        return this;
    }

    StreamState complete(Instant until) {
        complete = until;
        return this;
    }

    StreamState swept(Instant until) {
        swept = until;
        return this;
    }

    StreamState wholeBegan(Instant at) {
        wholeBegan = at;
        return this;
    }

    StreamState quiet() {
        quiet = true;
        return this;
    }

    StreamState trouble(GapReason reason) {
        trouble = reason;
        return this;
    }

    StreamState limited(GapReason reason, Instant since) {
        limitation = reason;
        limitedSince = since;
        return this;
    }

    StreamState backfilling() {
        backfilling = true;
        return this;
    }

    StreamState onboarded(Instant since) {
        onboarded = since;
        return this;
    }

    StreamState retention(int days) {
        retentionDays = days;
        return this;
    }

    StreamRow row() {
        return new StreamRow(
                new StreamKey(source, "scope"),
                complete,
                complete,
                swept,
                swept,
                FIRST,
                whole,
                wholeBegan,
                quiet,
                trouble,
                limitation,
                limitedSince,
                backfilling,
                onboarded,
                null,
                retentionDays,
                null);
    }
}
