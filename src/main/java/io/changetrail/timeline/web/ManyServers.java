package io.changetrail.timeline.web;

import io.changetrail.access.Caller;
import io.changetrail.timeline.TimelineScope;
import java.util.Collection;
import java.util.Set;

/**
 * A timeline over many servers as a caller may see it.
 *
 * @param projects those that coverage is told of
 */
record ManyServers(TimelineRequest timeline, TimelineScope scope, Collection<String> projects) {

    static ManyServers of(Asked asked, Caller caller, Scopes scopes) {
        var projects = asked.parameters().choice("project_id", Set.of());
        var servers = asked.parameters().choice("server_id", Set.of());
        var timeline = TimelineRequest.bounded(asked);
        return new ManyServers(
                timeline, scopes.scope(caller, projects, servers), scopes.known(scopes.projects(caller, projects)));
    }
}
