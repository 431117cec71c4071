package io.changetrail.ecs;

import io.changetrail.cloud.Oversized;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One whole reading of a server's actions.
 *
 * @param began the upstream's clock when the list was served
 * @param actions oldest first
 * @param unreadable rows and details that go to quarantine
 * @param unread details too large to be read
 * @param whole whether each row that Nova listed is among the actions
 * @param sweptRank the place up to which older actions need not be asked for again by the next sweep; of no meaning unless the
 *     reading was a deep one
 */
record ServerReading(
        Instant began,
        List<ReadAction> actions,
        List<JsonNode> unreadable,
        List<Oversized> unread,
        boolean whole,
        int sweptRank) {

    /** What of it can be stored. */
    ServerReading of(List<ReadAction> fit) {
        return new ServerReading(began, fit, unreadable, unread, whole && fit.size() == actions.size(), sweptRank);
    }

    /** Whether a detail that should have been read could not be. */
    boolean owesDetails() {
        return actions.stream().anyMatch(ReadAction::owed);
    }
}
