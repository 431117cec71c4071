package io.changetrail.ecs;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The actions of whose events nothing is known, be it that Nova told them in a form that could not be taken in. */
@Component
public class UntoldActions {

    private final JdbcClient jdbc;

    UntoldActions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Has the server's next read ask for their details once more, however old they are. */
    public void askAgain(String serverId) {
        jdbc.sql("update instance_action set final = false"
                        + " where server_id = ? and final and document -> 'events' is null")
                .param(serverId)
                .update();
    }
}
