package io.changetrail.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Watches the leases and counts the owners that died with one: whoever lives renews within ten seconds. */
final class ProcessLeases implements AutoCloseable {

    private static final Duration UNRENEWED = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final JdbcClient sql;
    private final Map<Lease, Instant> firstSeen = new HashMap<>();
    private final Set<String> died = ConcurrentHashMap.newKeySet();
    private final Thread watch = Thread.ofVirtual().unstarted(this::watch);

    private record Lease(String source, String scope, long epoch, String owner, String until) {}

    ProcessLeases(JdbcClient sql) {
        this.sql = sql;
        watch.start();
    }

    /** How many replicas so far were killed in the middle of a walk. */
    int ownersThatDied() {
        return died.size();
    }

    /** How many walks have been begun over all streams. */
    static long claims(JdbcClient sql) {
        return sql.sql("select coalesce(sum(epoch), 0) from stream")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    /** How many leases somebody holds, dead or alive. */
    static int held(JdbcClient sql) {
        return sql.sql("select count(*) from stream where lease_until > now()")
                .query((row, number) -> row.getInt(1))
                .single();
    }

    @Override
    public void close() throws InterruptedException {
        watch.interrupt();
        watch.join();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look(Instant.now());
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException databaseAway) {
                firstSeen.clear();
            }
        }
    }

    private void look(Instant now) {
        var held = sql.sql("""
                        select source, scope, epoch, lease_owner, lease_until::text from stream
                         where lease_until > now()
                        """)
                .query((row, number) -> new Lease(
                        row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getString(5)))
                .set();
        firstSeen.keySet().retainAll(held);
        for (var lease : held) {
            var since = firstSeen.computeIfAbsent(lease, seen -> now);
            if (since.plus(UNRENEWED).isBefore(now)) {
                died.add(lease.owner());
            }
        }
    }
}
