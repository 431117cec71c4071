package io.changetrail.correlation;

import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.ResourceHistory;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was learned of actions that the effect table does not have; stored, since links depend on it as on the table. */
@Component
class LearnedKinds {

    private static final int MOST_SERVERS = 500;

    /** Counting reads the whole table, so it may take one part in so many of the time. */
    private static final int SHARE_OF_TIME = 100;

    private static final TypeReference<TreeMap<String, KindCounts>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstanceActions actions;
    private final ResourceHistory history;
    private final EffectTable shipped = EffectTable.load();
    private volatile long countAgainNanos = System.nanoTime();

    LearnedKinds(JdbcClient jdbc, JsonMapper json, InstanceActions actions, ResourceHistory history) {
        this.jdbc = jdbc;
        this.json = json;
        this.actions = actions;
        this.history = history;
    }

    /** What is in use. */
    Map<String, KindCounts> adopted() {
        return jdbc.sql("select learned from correlation_model where learned is not null")
                .query((row, number) -> (Map<String, KindCounts>) json.readValue(row.getString("learned"), COUNTS))
                .optional()
                .orElse(Map.of());
    }

    /** The shipped table with what is in use. */
    EffectTable table() {
        return shipped.with(adopted());
    }

    /** What the stored records teach now; reads all records of up to 500 servers and writes nothing. */
    Map<String, KindCounts> learn() {
        return KindLearning.of(
                actions.serversWithOtherThan(shipped.names(), MOST_SERVERS),
                server -> new KindLearning.Server(actions.ofServer(server), history.ofResource(server)),
                shipped);
    }

    /** Whether enough time has passed since the last count for its cost. */
    boolean mayCount() {
        return System.nanoTime() - countAgainNanos >= 0;
    }

    /** Whether there are half as many such actions again as when it was last learned; who is told so has to learn now. */
    boolean due() {
        var began = System.nanoTime();
        var actionsNow = actions.countOtherThan(shipped.names());
        var ended = System.nanoTime();
        countAgainNanos = ended + (ended - began) * SHARE_OF_TIME;
        return jdbc.sql("update correlation_model set learned_from = :now where learned_from * 3 / 2 < :now")
                        .param("now", actionsNow)
                        .update()
                == 1;
    }

    /**
     * Takes it into use if it differs enough to matter, and marks the servers with such actions; their links stay until each is
     * replaced.
     *
     * @return whether it did
     */
    @Transactional
    boolean adopt(Map<String, KindCounts> learned) {
        if (KindChange.between(adopted(), learned).isEmpty()) {
            return false;
        }
        jdbc.sql("update correlation_model set learned = ?::json")
                .param(json.writeValueAsString(learned))
                .update();
        jdbc.sql("""
                        insert into dirty_resource (resource_id, token)
                        select server_id, gen_random_uuid() from (
                               select distinct server_id from instance_action where action = any(?)) as affected
                        on conflict (resource_id) do update set token = excluded.token,
                               changed_from = excluded.changed_from, changed_to = excluded.changed_to
                        """).params((Object) learned.keySet().toArray(String[]::new)).update();
        return true;
    }
}
