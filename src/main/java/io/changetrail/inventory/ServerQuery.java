package io.changetrail.inventory;

import io.changetrail.sync.Projects;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which servers to list, in which order.
 *
 * @param search prefix of the name in any case, the whole id, or a current address; null for any
 * @param states Nova's words; empty for any
 * @param changedSince only servers with an action or change from then on; null for any
 * @param ascending by server id
 * @param after the last id of the page before; null for the first page
 */
public record ServerQuery(
        Projects projects,
        @Nullable String search,
        Set<String> states,
        boolean statesExcluded,
        @Nullable Instant changedSince,
        boolean ascending,
        int limit,
        @Nullable String after) {

    public ServerQuery page(int limit, @Nullable String after) {
        return new ServerQuery(projects, search, states, statesExcluded, changedSince, ascending, limit, after);
    }
}
