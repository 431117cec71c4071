package io.changetrail.timeline;

import io.changetrail.correlation.ActionClass;
import io.changetrail.correlation.ChangeClass;
import io.changetrail.correlation.Link;
import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All records that the entries of one page speak of.
 *
 * @param actions those of the page, and those that its links name
 * @param linksOfChanges of each change of the page all, like {@code linksOfActions} of each action; of others some
 * @param serverNames no entry for a server without a name
 * @param actionDocuments empty unless raw documents were asked for
 */
record PageRecords(
        Map<UUID, InstanceAction> actions,
        Map<UUID, HistoryItem> items,
        Map<UUID, List<Link>> linksOfChanges,
        Map<UUID, List<Link>> linksOfActions,
        Map<UUID, ChangeClass> changeClasses,
        Map<UUID, ActionClass> actionClasses,
        Map<String, String> serverNames,
        Map<UUID, JsonNode> actionDocuments) {

    List<Link> linksOfChange(UUID id) {
        return linksOfChanges.getOrDefault(id, List.of());
    }

    List<Link> linksOfAction(UUID id) {
        return linksOfActions.getOrDefault(id, List.of());
    }

    @Nullable
    String serverName(String serverId) {
        return serverNames.get(serverId);
    }
}
