package io.changetrail.correlation;

import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.ResourceHistory;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored records of servers that have both actions and items; blocks on the database. */
@Component
class StoredServers {

    private final JdbcClient jdbc;
    private final InstanceActions actions;
    private final ResourceHistory history;

    StoredServers(JdbcClient jdbc, InstanceActions actions, ResourceHistory history) {
        this.jdbc = jdbc;
        this.actions = actions;
        this.history = history;
    }

    /** Always the same ones, in an order that says nothing about them; reads the index of all actions. */
    List<String> sample(int most) {
        return jdbc.sql("""
                        select server_id
                          from (select distinct server_id from instance_action) as acted
                         where exists (select from history_item where resource_id = server_id)
                         order by md5(server_id), server_id
                         limit ?
                        """)
                .param(most)
                .query((row, number) -> row.getString("server_id"))
                .list();
    }

    KindLearning.Server records(String serverId) {
        return new KindLearning.Server(actions.ofServer(serverId), history.ofResource(serverId));
    }
}
