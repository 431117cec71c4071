package io.changetrail.timeline.web;

import io.changetrail.access.Caller;
import io.changetrail.inventory.Server;
import io.changetrail.inventory.Servers;
import io.changetrail.sync.Coverages;
import io.changetrail.timeline.Choice;
import io.changetrail.timeline.TimelineScope;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cuts what is asked for to what the caller may see: the only place where timelines get their scope. */
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

    /** The visible projects of those asked for; null for all there are. */
    @Nullable
    Collection<String> projects(Caller caller, @Nullable Choice asked) {
        if (asked == null) {
            return caller.projects();
        }
        if (!asked.excluded()) {
            return caller.visible(asked.values());
        }
        Collection<String> all = known(caller.projects());
        return all.stream().filter(asked::accepts).toList();
    }

    TimelineScope scope(Caller caller, @Nullable Choice askedProjects, @Nullable Choice askedServers) {
        var projects = projects(caller, askedProjects);
        if (askedServers != null && !askedServers.excluded()) {
            return new TimelineScope.OfServers(visible(askedServers.values(), projects));
        }
        return projects == null ? new TimelineScope.Everything() : new TimelineScope.OfProjects(projects);
    }

    /** The projects themselves where null stands for all: those that are watched and those that have servers. */
    Collection<String> known(@Nullable Collection<String> projects) {
        if (projects != null) {
            return projects;
        }
        var all = new TreeSet<>(servers.projectIds());
        all.addAll(coverages.watchedProjects());
        return all;
    }

    private List<String> visible(Set<String> ids, @Nullable Collection<String> projects) {
        return servers.find(ids).stream()
                .filter(server -> projects == null || projects.contains(server.projectId()))
                .map(Server::id)
                .toList();
    }
}
