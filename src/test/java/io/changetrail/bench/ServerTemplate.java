package io.changetrail.bench;

import java.util.Map;

/**
 * What both clouds answer about one server, to be served as any number of servers.
 *
 * @param idTail the server's id after its first eight digits
 * @param row its row in Nova's list
 * @param actions the whole list of its actions
 * @param details each action's detail by the request id after {@code req-} and eight digits
 * @param resource its row in the list of RMS
 * @param history its only page of history
 */
record ServerTemplate(
        String idTail,
        String projectId,
        Patched row,
        Patched actions,
        Map<String, Patched> details,
        Patched resource,
        Patched history) {}
