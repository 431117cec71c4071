package io.changetrail.timeline.web;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the work for one request is asking the database at the moment, so that it can be stopped from another thread. */
final class RunningStatement {

    private static final Logger log = LoggerFactory.getLogger(RunningStatement.class);
    private static final ThreadLocal<@Nullable RunningStatement> CURRENT = new ThreadLocal<>();

    private @Nullable Statement statement;
    private boolean stopped;

    /** Of the calling thread; null where no request is served. */
    static @Nullable RunningStatement current() {
        return CURRENT.get();
    }

    void serve(Runnable work) {
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }

    synchronized void begins(Statement next) throws SQLException {
        if (stopped) {
            throw new SQLException("Nobody waits for this answer any more");
        }
        statement = next;
    }

    /** On a thread of its own, since it takes a connection and may be wanted by an event loop. */
    void stop() {
        Thread.ofVirtual().name("stop-read").start(() -> {
            try {
                var running = stopping();
                if (running != null) {
                    running.cancel();
                }
            } catch (SQLException over) {
                log.debug("A read could not be stopped: {}", over.toString());
            }
        });
    }

    private synchronized @Nullable Statement stopping() {
        stopped = true;
        return statement;
    }
}
