package io.changetrail.inventory;

import io.changetrail.sync.KnownProjects;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** The projects that any known server is or was in, for news that concern the whole domain. */
@Component
class ServerProjects implements KnownProjects {

    private final Servers servers;

    ServerProjects(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Collection<String> ids() {
        return servers.projectIds();
    }
}
