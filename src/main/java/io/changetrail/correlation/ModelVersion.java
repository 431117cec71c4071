package io.changetrail.correlation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers on which version of the model the stored links rest, and has them all made anew on another one. */
@Component
class ModelVersion {

    private final JdbcClient jdbc;

    ModelVersion(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Marks every server that was ever correlated as dirty if its links rest on another version; the old links are served until
     * each is replaced.
     *
     * @return whether the version is a new one
     */
    @Transactional
    boolean adopt(int version) {
        var changed = jdbc.sql("""
                        insert into correlation_model as m (only_row, version) values (true, :version)
                        on conflict (only_row) do update set version = excluded.version where m.version <> excluded.version
                        """).param("version", version).update() == 1;
        if (changed) {
            jdbc.sql("""
                            insert into dirty_resource (resource_id, token)
                            select resource_id, gen_random_uuid()
                              from (select resource_id from change_class union select resource_id from action_class) known
                            on conflict (resource_id) do update set token = excluded.token,
                                   changed_from = excluded.changed_from, changed_to = excluded.changed_to
                            """).update();
        }
        return changed;
    }
}
