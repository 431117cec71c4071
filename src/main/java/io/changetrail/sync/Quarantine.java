package io.changetrail.sync;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what could not be parsed, so that one bad record neither stops the rest nor is lost. */
@Component
public class Quarantine {

    private static final int LONGEST_BODY = 100_000;

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Puts a record away in the caller's transaction; the same record again only counts up.
     *
     * @param resourceId null if not even that could be told
     * @param reason what is wrong with it, in words that hold none of its values
     * @param body the record, already without secrets; cut when it is very long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(StreamKey stream, @Nullable String resourceId, String reason, String body) {
        var kept = body.substring(0, Math.min(body.length(), LONGEST_BODY)).replace("\0", "\\0");
        var name = stream.source() + '\n' + stream.scope() + '\n' + resourceId + '\n' + reason + '\n' + body;
        jdbc.sql("""
                        insert into quarantine (id, source, scope, resource_id, reason, body)
                        values (:id, :source, :scope, :resource, :reason, :body)
                        on conflict (id) do update set last_seen = now(), times = quarantine.times + 1
                        """)
                .param("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                .param("source", stream.source())
                .param("scope", stream.scope())
                .param("resource", resourceId)
                .param("reason", reason)
                .param("body", kept)
                .update();
    }
}
