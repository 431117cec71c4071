package io.changetrail.inventory;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when work that is spread over time has been given out; shared by all replicas. */
@Component
class Paces {

    private final JdbcClient jdbc;

    Paces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nothing was given out before {@code now} if the work is new; never after it, should our clock have been set back. */
    Instant at(String work, Instant now) {
        return jdbc.sql("""
                        insert into pace as p (work, at) values (:work, :now)
                        on conflict (work) do update set at = least(p.at, excluded.at) returning at
                        """)
                .param("work", work)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        row.getObject("at", OffsetDateTime.class).toInstant())
                .single();
    }

    /** Gives out {@code by} more, counted from {@code earliest} if less than that was given out. */
    void advance(String work, Instant earliest, Duration by) {
        jdbc.sql("update pace set at = greatest(at, :earliest) + :by * interval '1 microsecond' where work = :work")
                .param("work", work)
                .param("earliest", earliest.atOffset(ZoneOffset.UTC))
                .param("by", by.toNanos() / 1000)
                .update();
    }

    /** Whether {@code every} has passed since the work was last noted as done. */
    boolean isDue(String work, Duration every, Instant now) {
        return jdbc.sql("select at from pace where work = :work")
                .param("work", work)
                .query((row, number) ->
                        row.getObject("at", OffsetDateTime.class).toInstant())
                .optional()
                .map(last -> last.isAfter(now) || !last.plus(every).isAfter(now))
                .orElse(true);
    }

    void done(String work, Instant now) {
        jdbc.sql("insert into pace (work, at) values (:work, :now) on conflict (work) do update set at = excluded.at")
                .param("work", work)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
