package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Call;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.Offer;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.support.ApiClient;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A living cloud, a database and the service between them, with a wire to each on which things can go wrong. */
final class Arena implements AutoCloseable {

    /** Whom the service logs in as at the database: no superuser, with a password of its own. */
    static final String ROLE = "faulty";

    static final String ROLE_PASSWORD = "canary-database";

    private static final Duration GRACE = Duration.ofSeconds(90);

    final World world;
    final ShiftingClock cloudClock = new ShiftingClock();
    final ShiftingClock serviceClock = new ShiftingClock();
    final SimulatedCloud cloud;
    final Wire ecs;
    final Wire rms;
    final Wire wire;
    final RunningService service;
    final ApiClient api;
    final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final Instant opened = now();
    private final Instant working;
    private final TestDatabase database;
    private final JdbcClient jdbc;
    private final int historyPage;
    private final int streams;
    private final List<Snapshot> snapshots = new ArrayList<>();

    Arena(World world, ArenaSettings settings) throws Exception {
        this(world, settings, arena -> {});
    }

    /** @param beforeTheService what is to be prepared once all but the service is there */
    Arena(World world, ArenaSettings settings, Consumer<Arena> beforeTheService) throws Exception {
        this.world = world;
        this.streams = settings.ecs() ? world.projects().size() + 1 : 1;
        this.cloud = SimulatedCloud.start(0, world, cloudClock);
        this.ecs = Wire.to(cloud.port());
        this.rms = Wire.to(cloud.port());
        this.database = TestDatabase.start();
        var url = database.environment().getOrDefault("SPRING_DATASOURCE_URL", "");
        this.wire = Wire.to(URI.create(url.substring("jdbc:".length())).getPort());
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(
                url,
                database.environment().getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                database.environment().getOrDefault("SPRING_DATASOURCE_PASSWORD", "")));
        jdbc.sql("create role %s login password '%s'".formatted(ROLE, ROLE_PASSWORD))
                .update();
        jdbc.sql("grant all on schema public to " + ROLE).update();
        this.historyPage = settings.historyPage();
        cloud.settings().historyPage(historyPage);
        beforeTheService.accept(this);
        this.service = settings.start(this, database, wire.port());
        this.api = new ApiClient(service.address());
        this.working = now();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    /** Another replica on the same database, past the wire. */
    RunningService replica(ArenaSettings settings) {
        var url = database.environment().getOrDefault("SPRING_DATASOURCE_URL", "");
        return settings.start(
                this, database, URI.create(url.substring("jdbc:".length())).getPort());
    }

    Duration age() {
        return Duration.between(opened, now());
    }

    /** When the service was up; what was visible before is no proof of anything but reading. */
    Instant workingSince() {
        return working;
    }

    Fault add(String name, Predicate<Call> when, Fault.Action action, int times) {
        return cloud.faults().add(new Fault(name, when, action, times));
    }

    int awaitFired(Fault fault, int times) {
        await(fault.name() + " fires").atMost(Duration.ofSeconds(90)).until(() -> fired(fault) >= times);
        return fired(fault);
    }

    int awaitFired(WireFault fault, int times) {
        await("the wire fault fires").atMost(Duration.ofSeconds(90)).until(() -> fault.fired() >= times);
        return fault.fired();
    }

    int fired(Fault fault) {
        return cloud.faults().fired(fault);
    }

    void lasts(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    /** How many rows that met. */
    int change(String sql) {
        return jdbc.sql(sql).update();
    }

    int count(String sql) {
        return jdbc.sql(sql).query((row, number) -> row.getInt(1)).single();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void observe() {
        snapshots.add(Snapshots.take(jdbc, cloudClock, serviceClock));
    }

    /** For cases that damage what is stored themselves. */
    void forget() {
        snapshots.clear();
    }

    void heal() {
        cloud.faults().clear();
        cloud.settings().recorder(true).novaPage(1000).historyPage(historyPage).emptyLastPage(false);
        cloudClock.jump(Duration.ZERO);
        serviceClock.jump(Duration.ZERO);
        List.of(ecs, rms, wire).forEach(Wire::heal);
    }

    /** Waits until every stream has been swept whole since now, then judges; pauses of failing servers are cut short. */
    Findings settle() {
        heal();
        var healed = cloudClock.instant();
        await("all streams are swept whole")
                .atMost(Duration.ofSeconds(150))
                .ignoreExceptions()
                .until(() -> isSweptSince(healed));
        observe();
        return judge(healed);
    }

    /** Waits until every stream has been walked whole since that moment of the service's clock, swept or not. */
    void walked(Instant moment) {
        var whole = "select count(*) from stream where complete_until > '" + moment + "'";
        await("all streams are walked whole")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> count(whole) == streams);
        observe();
    }

    Findings judge(Instant horizon) {
        return judge(horizon, offer -> true);
    }

    /** @param owed what of all that was offered is looked for */
    Findings judge(Instant horizon, Predicate<Offer> owed) {
        var evidence =
                Evidence.of(cloud, horizon, GRACE).of(owed).poisoned(poison).missing(Gaps.declared(api));
        return Checker.check(evidence, snapshots);
    }

    /** One for each project's actions and one for the account's history; each has a token of its own. */
    int streams() {
        return streams;
    }

    /** Cuts the pauses of failing servers short, in the order in which the service writes servers. */
    void hurry() {
        for (var source : List.of("ecs", "rms")) {
            change("""
                    update server set #_due_at = now()
                      from (select server_id as id from server
                             where #_failing and #_due_at > now() + interval '1 second' order by server_id for update) as late
                     where server_id = late.id""".replace("#", source));
        }
    }

    private boolean isSweptSince(Instant moment) {
        hurry();
        var now = serviceClock.instant().atOffset(ZoneOffset.UTC);
        return jdbc.sql("select min(swept_until) from stream having count(swept_until) = ? and max(swept_until) <= ?")
                .params(streams, now)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .optional()
                .filter(swept -> swept.toInstant().isAfter(moment))
                .isPresent();
    }

    @Override
    public void close() throws Exception {
        heal();
        service.close();
        List.of(ecs, rms, wire).forEach(Wire::close);
        cloud.close();
        database.close();
    }
}
