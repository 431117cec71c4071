package io.changetrail.faults;

import static io.changetrail.faults.WireFault.Decision.CUT_ANSWERED;
import static io.changetrail.faults.WireFault.Decision.CUT_BEFORE;
import static io.changetrail.faults.WireFault.Decision.CUT_UNANSWERED;
import static io.changetrail.simulation.Fault.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.faults.WireFault.Decision;
import io.changetrail.simulation.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What goes wrong between the service and its database. */
final class DatabaseFaults {

    private static final String ACTIONS = "into instance_action";
    private static final String ITEMS = "into history_item";

    private DatabaseFaults() {}

    static List<FaultCase> all() {
        return Stream.of(
                        commits("F1", "the line breaks after the rows, before the commit", CUT_BEFORE),
                        commits("F2", "the line breaks right after a commit", CUT_ANSWERED),
                        commits("F3", "the line breaks during the commit, its outcome unknown", CUT_UNANSWERED),
                        troubles())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FaultCase> troubles() {
        return List.of(
                new FaultCase("F33", "every connection is cut", DatabaseFaults::cut),
                new FaultCase("F35a", "the database is read-only", DatabaseFaults::readOnly),
                new FaultCase("F35b", "another holds the tables locked", DatabaseFaults::locked),
                new FaultCase("F35c", "backends are terminated", DatabaseFaults::terminated),
                new FaultCase("F37", "every answer of the database is late", DatabaseFaults::slow),
                new FaultCase("F38a", "another takes the stream while a page is read", DatabaseFaults::robbed),
                new FaultCase("F45", "the correlator's commits break", DatabaseFaults::correlator));
    }

    private static List<FaultCase> commits(String number, String name, Decision decision) {
        return List.of(
                new FaultCase(number + "a", name + " (actions)", arena -> commit(arena, decision, ACTIONS)),
                new FaultCase(number + "b", name + " (items)", arena -> commit(arena, decision, ITEMS)));
    }

    private static int commit(Arena arena, Decision decision, String text) {
        return arena.awaitFired(arena.wire.set(WireFault.commit(decision, text, 3)), 3);
    }

    /** The page that the robbed walk then has in its hands must not be committed by it. */
    private static int robbed(Arena arena) {
        var taken = new AtomicInteger();
        Fault.Action action = (call, usual, closing) -> {
            taken.addAndGet(arena.change("""
                    update stream set epoch = epoch + 1, lease_owner = 'another', lease_until = now() + interval '1 second'
                     where source = 'rms' and lease_until > now()"""));
            return usual.get();
        };
        arena.awaitFired(arena.add("robbery", kind("history"), action, 3), 3);
        return taken.get();
    }

    private static int cut(Arena arena) {
        for (int i = 0; i < 5; i++) {
            arena.wire.cut();
            arena.lasts(Duration.ofMillis(700));
        }
        return 5;
    }

    private static int readOnly(Arena arena) {
        try {
            arena.change("alter system set default_transaction_read_only = on");
            arena.count("select pg_reload_conf()::int");
            arena.wire.cut();
            arena.lasts(Duration.ofSeconds(4));
        } finally {
            arena.change("alter system reset default_transaction_read_only");
            arena.count("select pg_reload_conf()::int");
        }
        arena.wire.cut();
        return 1;
    }

    private static int locked(Arena arena) {
        var waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";
        var holder = Thread.ofVirtual().start(() -> arena.change("""
                do $$ begin
                    lock table instance_action, history_item, stream in access exclusive mode;
                    perform pg_sleep(5);
                end $$"""));
        await().atMost(Duration.ofSeconds(5)).until(() -> arena.count(waiting) > 0);
        var waited = arena.count(waiting);
        join(holder);
        return waited;
    }

    private static int terminated(Arena arena) {
        int terminated = 0;
        for (int i = 0; i < 5; i++) {
            terminated += arena.count("""
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                     where pid <> pg_backend_pid() and backend_type = 'client backend'""");
            arena.lasts(Duration.ofMillis(700));
        }
        return terminated;
    }

    private static int slow(Arena arena) {
        var slow = arena.wire.set(WireFault.answers(WireFault.Answers.LATE));
        arena.lasts(Duration.ofSeconds(8));
        return slow.fired();
    }

    private static int correlator(Arena arena) {
        var fired = commit(arena, CUT_BEFORE, "into change_class");
        arena.wire.heal();
        await().atMost(Duration.ofSeconds(60)).until(() -> arena.count("select count(*) from link") > 0);
        assertThat(Correlations.areAsIfMadeAtOnce(arena)).isTrue();
        return fired;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
