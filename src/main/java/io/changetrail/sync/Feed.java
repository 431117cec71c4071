package io.changetrail.sync;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where all that store something tell of it, in the transaction that stores it; the row carries the transaction's id. */
@Component
public class Feed {

    private final JdbcClient jdbc;

    Feed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells the events in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(List<FeedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var columns = new Columns<>(events);
        jdbc.sql("""
                        insert into feed (type, project_id, resource_id, subject, data)
                        select type, project_id, resource_id, subject, data::json
                          from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                               with ordinality as event (type, project_id, resource_id, subject, data, place)
                         order by place
                        """)
                .params(
                        columns.texts(FeedEvent::type),
                        columns.texts(FeedEvent::projectId),
                        columns.texts(FeedEvent::resourceId),
                        columns.texts(FeedEvent::subject),
                        columns.texts(FeedEvent::data))
                .update();
    }
}
