package io.changetrail.sync;

import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Drops old events, and remembers the last one dropped: a reader that has not come so far has missed something. */
@Component
@ConditionalOnBooleanProperty(name = "changetrail.sync.enabled", matchIfMissing = true)
class FeedRetention {

    private static final Logger log = LoggerFactory.getLogger(FeedRetention.class);

    private static final String DROP = """
            with gone as (
                delete from feed where (xid, number) <= (
                    select xid, number from feed
                     where recorded_at < ? and xid < pg_snapshot_xmin(pg_current_snapshot())
                     order by xid desc, number desc limit 1)
                returning xid, number)
            update feed_kept set xid = last.xid, number = last.number
              from (select xid, number from gone order by xid desc, number desc limit 1) as last
            """;

    private final JdbcClient jdbc;
    private final RetentionProperties retention;
    private final Clock clock;

    FeedRetention(JdbcClient jdbc, RetentionProperties retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "1h", initialDelayString = "1m")
    Mono<Void> drop() {
        return Database.run(this::dropNow).onErrorResume(failure -> {
            log.warn("Old events are dropped in an hour: {}", failure.toString());
            return Mono.empty();
        });
    }

    private void dropNow() {
        var before = clock.instant().minus(retention.feed()).atOffset(ZoneOffset.UTC);
        jdbc.sql(DROP).param(before).update();
    }
}
