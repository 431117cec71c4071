package io.changetrail.sync;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ends the walks first of all when the service stops. The page at hand is committed or rolled back, and the streams are free
 * for another replica at once instead of when their leases run out.
 */
@Component
class WalksEnd implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WalksEnd.class);

    private final Streams streams;
    private volatile Sinks.Empty<Optional<Shortfall>> stopping = Sinks.empty();
    private volatile boolean running;

    WalksEnd(Streams streams) {
        this.streams = streams;
    }

    /** Completes when the service stops. */
    Mono<Optional<Shortfall>> signal() {
        return stopping.asMono();
    }

    @Override
    public void start() {
        stopping = Sinks.empty();
        streams.open();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
        try {
            streams.close();
        } catch (DataAccessException | TransactionException away) {
            log.warn("The leases run out by themselves: {}", PollRun.reason(away));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
