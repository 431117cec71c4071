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
                new FaultCase("F35d", "transactions are in each other's way", DatabaseFaults::conflicts),
                new FaultCase("F35e", "too many connections", DatabaseFaults::crowded),
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
        arena.add("robbery", kind("history"), action, 3);
        await("the stream is taken").atMost(Duration.ofSeconds(60)).until(() -> taken.get() > 0);
        return taken.get();
    }

    private static int cut(Arena arena) {
        int ended = 0;
        for (int i = 0; i < 5; i++) {
            ended += arena.wire.cut();
            arena.lasts(Duration.ofMillis(700));
        }
        return ended;
    }

    private static int readOnly(Arena arena) {
        return refusing(
                arena,
                "25006",
                "alter role %s set default_transaction_read_only = on".formatted(Arena.ROLE),
                "alter role %s reset default_transaction_read_only".formatted(Arena.ROLE));
    }

    private static int crowded(Arena arena) {
        return refusing(
                arena,
                "53300",
                "alter role %s connection limit 1".formatted(Arena.ROLE),
                "alter role %s connection limit -1".formatted(Arena.ROLE));
    }

    /** New connections are refused, or all they want to write is; the refusals that went over the line are counted. */
    private static int refusing(Arena arena, String state, String begin, String end) {
        var refused = arena.wire.set(WireFault.heard("C" + state + "\0"));
        try {
            arena.change(begin);
            arena.wire.cut();
            return arena.awaitFired(refused, 3);
        } finally {
            arena.change(end);
            arena.wire.cut();
        }
    }

    private static int conflicts(Arena arena) {
        arena.change("create sequence conflict");
        arena.change("grant all on sequence conflict to " + Arena.ROLE);
        arena.change("""
                create function conflict() returns trigger language plpgsql as $$
                declare number bigint := nextval('conflict');
                begin
                    if number <= 4 then
                        raise exception 'not now' using errcode = case when number % 2 = 0 then '40001' else '40P01' end;
                    end if;
                    return null;
                end $$""");
        var refused = arena.wire.set(WireFault.heard("Mnot now\0"));
        try {
            arena.change("create trigger conflict before insert on history_item execute function conflict()");
            return arena.awaitFired(refused, 4);
        } finally {
            arena.change("drop function conflict cascade");
            arena.change("drop sequence conflict");
        }
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
