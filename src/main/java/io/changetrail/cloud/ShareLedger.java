package io.changetrail.cloud;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who holds how many slices of the budget, by the database's clock. One replica at a time changes it, none takes a slice that
 * is in the books of another, and a replica gives up only what it has stopped using: so the sum never exceeds the budget,
 * also while replicas join. The lease in the books outlasts the one that the replica keeps to.
 */
@Component
class ShareLedger {

    /** Calls under way when a replica loses the database may still take so long. */
    static final Duration MARGIN = Duration.ofSeconds(8);

    private static final long LOCK = 0x6368616e67657472L;

    private final JdbcClient jdbc;
    private final String replica = UUID.randomUUID().toString();

    ShareLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What this replica has in the books, and what it should have. */
    record Entry(int slices, int fair) {}

    /**
     * Renews the lease and settles how much it covers.
     *
     * @param using what this replica does not exceed from now on unless it is given more
     */
    @Transactional
    public Entry renew(int all, int using, Duration lease) {
        lock();
        jdbc.sql("delete from budget_share where lease_until < clock_timestamp()")
                .update();
        join(using, lease);
        var entry = jdbc.sql("""
                        select count(*) as live,
                               count(*) filter (where (joined_at, replica) < (own.at, own.name)) as before,
                               coalesce(sum(slices) filter (where replica <> own.name), 0) as others
                          from budget_share
                         cross join (select joined_at as at, replica as name from budget_share where replica = ?) as own
                        """)
                .param(replica)
                .query((row, number) ->
                        entry(all, using, row.getInt("live"), row.getInt("before"), row.getInt("others")))
                .single();
        jdbc.sql("update budget_share set slices = ? where replica = ?")
                .param(entry.slices())
                .param(replica)
                .update();
        return entry;
    }

    static Entry entry(int all, int using, int live, int before, int others) {
        var fair = all / live + (before < all % live ? 1 : 0);
        return new Entry(Math.max(using, Math.min(fair, Math.max(0, all - others))), fair);
    }

    /** Gives all back but what calls still under way use; that lapses with the lease. */
    @Transactional
    public void leave(int using) {
        lock();
        jdbc.sql("update budget_share set slices = least(slices, ?) where replica = ?")
                .param(using)
                .param(replica)
                .update();
        jdbc.sql("delete from budget_share where slices = 0 and replica = ?")
                .param(replica)
                .update();
    }

    private void join(int using, Duration lease) {
        jdbc.sql("""
                        insert into budget_share as held (replica, slices, lease_until)
                        values (:replica, :using, clock_timestamp() + :seconds * interval '1 second')
                        on conflict (replica) do update
                           set lease_until = excluded.lease_until
                        """)
                .param("replica", replica)
                .param("using", using)
                .param("seconds", lease.plus(MARGIN).toSeconds())
                .update();
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, number) -> true)
                .single();
    }
}
