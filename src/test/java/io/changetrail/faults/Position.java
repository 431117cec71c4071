package io.changetrail.faults;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a stream has come, as its row says; null before its first walk. */
record Position(
        String source,
        String scope,
        @Nullable Instant cursor,
        @Nullable Instant completeUntil) {

    String stream() {
        return source + " " + scope;
    }
}
