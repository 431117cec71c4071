package io.changetrail.simulation;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a simulated account ever was and will be, with the truth about it; how it looks at a moment is for the server to
 * say.
 *
 * @param regionId such as {@code eu-de}
 * @param truth which action really wrote each path that a history item shows as changed
 */
public record World(
        String name,
        long seed,
        String regionId,
        String domainId,
        String domainName,
        List<Project> projects,
        List<SimulatedServer> servers,
        List<TrueLink> truth) {

    /** Several accounts as one whose servers are never purged, so that a service that comes late can read all of them. */
    public static World together(List<World> accounts) {
        World first = accounts.getFirst();
        return new World(
                accounts.stream().map(World::name).collect(Collectors.joining(", ")),
                first.seed(),
                first.regionId(),
                first.domainId(),
                first.domainName(),
                accounts.stream().flatMap(one -> one.projects().stream()).toList(),
                accounts.stream()
                        .flatMap(one -> one.servers().stream())
                        .map(server -> server.keptIn(first.domainId()))
                        .toList(),
                accounts.stream().flatMap(one -> one.truth().stream()).toList());
    }

    /** A project of the account, such as {@code eu-de_team}. */
    public record Project(String id, String name) {}

    /**
     * One server's whole life.
     *
     * @param actions oldest first, in Nova's internal order (creation, then row id)
     * @param rows Nova's own view of the server ({@code servers/detail}) over time, oldest first; the last says DELETED for a
     *     deleted server
     * @param items RMS history in the order of capture
     * @param purgedAt from then on Nova answers 404 for the server and its actions; null for never
     */
    public record SimulatedServer(
            String id,
            String projectId,
            List<SimulatedAction> actions,
            List<ServerRow> rows,
            List<SimulatedItem> items,
            @Nullable Instant purgedAt) {

        private SimulatedServer keptIn(String domainId) {
            List<SimulatedItem> moved =
                    items.stream().map(item -> item.in(domainId)).toList();
            return new SimulatedServer(id, projectId, actions, rows, moved, null);
        }
    }

    /**
     * One instance action; Nova shows whole seconds.
     *
     * @param visibleFrom when Nova's lists begin to show it, usually {@code start}
     * @param projectId the caller's; null, like {@code userId}, for Nova's periodic tasks
     * @param events oldest first
     */
    public record SimulatedAction(
            String requestId,
            String action,
            @Nullable String userId,
            @Nullable String projectId,
            Instant start,
            Instant visibleFrom,
            List<SimulatedEvent> events) {}

    /**
     * One event of an action.
     *
     * @param finish null if it never ends
     * @param result {@code Success} or {@code Error}; null if it never ends
     * @param lateFrom when Nova's database gets to know of it if that is late, which does not move the action's
     *     {@code updated_at}; null if it is on time
     */
    public record SimulatedEvent(
            String event,
            Instant start,
            @Nullable Instant finish,
            @Nullable String result,
            @Nullable String traceback,
            @Nullable Instant lateFrom) {

        SimulatedEvent(
                String event,
                Instant start,
                @Nullable Instant finish,
                @Nullable String result,
                @Nullable String traceback) {
            this(event, start, finish, result, traceback, null);
        }
    }

    /** Nova's view of a server from {@code from} until the next row: the whole {@code servers/detail} entry. */
    public record ServerRow(Instant from, ObjectNode document) {}

    /**
     * One RMS history item.
     *
     * @param visibleFrom from when RMS serves it, which may be long after its capture time
     * @param goneFrom from when RMS serves it no more because it was corrected; null for never
     */
    public record SimulatedItem(
            Instant visibleFrom,
            ObjectNode document,
            @Nullable Instant goneFrom) {

        SimulatedItem(Instant visibleFrom, ObjectNode document) {
            this(visibleFrom, document, null);
        }

        private SimulatedItem in(String domainId) {
            return new SimulatedItem(visibleFrom, document.deepCopy().put("domain_id", domainId), goneFrom);
        }
    }

    /**
     * One link that really holds: this request was the last writer of the path before the capture.
     *
     * @param path diff key as {@code api.md} defines it; empty for the CREATE item of a server that a create made
     */
    public record TrueLink(String serverId, Instant captureTime, String requestId, String action, String path) {}
}
