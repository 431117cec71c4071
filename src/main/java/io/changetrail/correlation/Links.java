package io.changetrail.correlation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The stored links and classes; blocks on the database, so never for an event-loop thread. */
@Component
public final class Links {

    private static final String OF_CHANGES = "resource_id = any(?) and change_id = any(?::uuid[])";
    private static final String OF_ACTIONS = "resource_id = any(?) and action_id = any(?::uuid[])";

    private static final String OF_CHANGES_OR_ACTIONS =
            "resource_id = any(?) and (change_id = any(?::uuid[]) or action_id = any(?::uuid[]))";

    private final LinkRows rows;

    Links(LinkRows rows) {
        this.rows = rows;
    }

    /** Causes and rivals of the changes: per change the causes first, then by falling score. */
    public List<Link> ofChanges(Collection<String> resourceIds, Collection<UUID> changeIds) {
        return changeIds.isEmpty()
                ? List.of()
                : rows.links(OF_CHANGES, LinkRows.texts(resourceIds), LinkRows.texts(changeIds));
    }

    /** Links in which the actions are causes or rivals. */
    public List<Link> ofActions(Collection<String> resourceIds, Collection<UUID> actionIds) {
        return actionIds.isEmpty()
                ? List.of()
                : rows.links(OF_ACTIONS, LinkRows.texts(resourceIds), LinkRows.texts(actionIds));
    }

    /** Both at once, each link once. */
    public List<Link> of(Collection<String> resourceIds, Collection<UUID> changeIds, Collection<UUID> actionIds) {
        if (changeIds.isEmpty()) {
            return ofActions(resourceIds, actionIds);
        }
        return actionIds.isEmpty()
                ? ofChanges(resourceIds, changeIds)
                : rows.links(
                        OF_CHANGES_OR_ACTIONS,
                        LinkRows.texts(resourceIds),
                        LinkRows.texts(changeIds),
                        LinkRows.texts(actionIds));
    }

    /** Links of one request over all servers: the caller's scope is not applied here. */
    public List<Link> ofRequest(String requestId) {
        return rows.links("request_id = ?", requestId);
    }

    /** What became of the change's links, oldest first; links of before this was kept have no beginning. */
    public List<LinkRevision> history(String resourceId, UUID changeId) {
        return rows.revisions(resourceId, changeId);
    }

    /** Classes of those changes that have been correlated, in no order. */
    public List<ChangeClass> changeClasses(Collection<String> resourceIds, Collection<UUID> changeIds) {
        return changeIds.isEmpty()
                ? List.of()
                : rows.changes(OF_CHANGES, LinkRows.texts(resourceIds), LinkRows.texts(changeIds));
    }

    /** Classes of those actions that have been correlated, in no order. */
    public List<ActionClass> actionClasses(Collection<String> resourceIds, Collection<UUID> actionIds) {
        return actionIds.isEmpty()
                ? List.of()
                : rows.actions(OF_ACTIONS, LinkRows.texts(resourceIds), LinkRows.texts(actionIds));
    }
}
