package io.changetrail.correlation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a link.
 *
 * @param what {@code created}, {@code revised} or {@code retracted}
 * @param score since then; of a retracted link the last one
 * @param because what was recorded last before the resource was correlated anew; null if nothing was
 */
public record LinkRevision(
        Instant at,
        String requestId,
        String what,
        double score,
        @Nullable String because) {}
