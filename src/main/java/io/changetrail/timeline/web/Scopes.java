package io.changetrail.timeline.web;

import io.changetrail.access.Caller;
import io.changetrail.inventory.Server;
import io.changetrail.inventory.Servers;
import io.changetrail.sync.Coverages;
import io.changetrail.sync.Projects;
import io.changetrail.timeline.Choice;
import io.changetrail.timeline.TimelineScope;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Cuts what is asked for to what the caller may see: the only place where questions get their scope, and the only one that may
 * let them be about all projects.
 */
@Component
class Scopes {

    private final Servers servers;
    private final Coverages coverages;

    Scopes(Servers servers, Coverages coverages) {
        this.servers = servers;
        this.coverages = coverages;
    }

    /** The server, if it is known and the caller's. */
    Server server(Caller caller, String id) {
        return servers.find(Ids.text(id))
                .filter(server -> caller.maySee(server.projectId()))
                .orElseThrow(NotKnown::new);
    }

    Projects projects(Caller caller) {
        return of(caller.projects());
    }

    /** The visible projects of those asked for. */
    Projects projects(Caller caller, @Nullable Choice asked) {
        if (asked == null) {
            return projects(caller);
        }
        return asked.excluded()
                ? new Projects.Of(
                        known(projects(caller)).stream().filter(asked::accepts).toList())
                : of(caller.visible(asked.values()));
    }

    TimelineScope scope(Caller caller, @Nullable Choice askedProjects, @Nullable Choice askedServers) {
        var projects = projects(caller, askedProjects);
        if (askedServers != null && !askedServers.excluded()) {
            return new TimelineScope.OfServers(visible(askedServers.values(), projects));
        }
        return switch (projects) {
            case Projects.All all -> new TimelineScope.Everything();
            case Projects.Of some -> new TimelineScope.OfProjects(some.ids());
        };
    }

    /** The ids, of all projects too: those that are watched and those that have servers. */
    Collection<String> known(Projects projects) {
        if (projects instanceof Projects.Of some) {
            return some.ids();
        }
        var all = new TreeSet<>(servers.projectIds());
        all.addAll(coverages.watchedProjects());
        return all;
    }

    private List<String> visible(Set<String> ids, Projects projects) {
        return servers.find(ids).stream()
                .filter(server -> projects.include(server.projectId()))
                .map(Server::id)
                .toList();
    }

    private static Projects of(@Nullable Collection<String> callersOwn) {
        return callersOwn == null ? new Projects.All() : new Projects.Of(callersOwn);
    }
}
