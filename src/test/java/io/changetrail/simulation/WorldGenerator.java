package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedServer;
import io.changetrail.simulation.World.TrueLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a whole account with the truth about it: the same parameters, seed and window give the same world, byte for byte. */
public final class WorldGenerator {

    static final String REGION = "eu-de";

    /** Parts of the deviation that all servers share and that each has for itself; their squares sum to 1. */
    private static final double COMMON_SKEW = .6;

    private static final double OWN_SKEW = .8;

    private final WorldParameters parameters;
    private final Instant from;
    private final Instant until;
    private final Chance chance;
    private final Account account;
    private final double skew;
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<TrueLink> truth = new ArrayList<>();

    private WorldGenerator(WorldParameters parameters, long seed, Instant from, Instant until) {
        this.parameters = parameters;
        this.from = from;
        this.until = until;
        this.chance = new Chance(seed);
        this.account = new Account(parameters.projects(), chance.split());
        this.skew = chance.gaussian(parameters.skewDeviation() * COMMON_SKEW);
    }

    /** New things are begun in {@code [from, until)}; what was begun is also seen through, and captured, after it. */
    public static World generate(WorldParameters parameters, long seed, Instant from, Instant until) {
        WorldGenerator generator = new WorldGenerator(parameters, seed, from, until);
        generator.populate();
        return new World(
                parameters.name(),
                seed,
                REGION,
                generator.account.domainId,
                "OTC-EU-DE-00000000001000000001",
                List.copyOf(generator.account.projects),
                List.copyOf(generator.servers),
                List.copyOf(generator.truth));
    }

    private void populate() {
        int existing = Math.max(1, parameters.servers() / 3);
        int left = parameters.servers();
        while (left > 0) {
            World.Project project = account.projects.get(left % account.projects.size());
            if (existing-- > 0) {
                live(
                        project,
                        from.minus(Duration.ofSeconds(chance.between(86_400, 400 * 86_400))),
                        null,
                        0,
                        "r-" + chance.word(8));
                left--;
            } else {
                left -= createTogether(project, left);
            }
        }
    }

    /** One call may make several servers; they share request and reservation. */
    private int createTogether(World.Project project, int most) {
        int count = Math.min(most, chance.happens(.2) ? chance.between(2, 3) : 1);
        double window = Math.max(60, Duration.between(from, until).toSeconds() / 3);
        Instant called = from.plusSeconds(60).plus(Chance.seconds(chance.between(0.0, window)));
        String requestId = chance.requestId();
        String reservation = "r-" + chance.word(8);
        for (int i = 0; i < count; i++) {
            live(project, called, requestId, i, reservation);
        }
        return count;
    }

    private void live(
            World.Project project, Instant created, @Nullable String requestId, int index, String reservation) {
        Chance own = chance.split();
        ServerState state = new ServerState(account, project, Clockwork.wholeSeconds(created), own, reservation, index);
        Instant begin = requestId == null ? from : created;
        Agenda agenda = new Agenda(begin);
        Writers writers = new Writers(state);
        double drift = own.gaussian(parameters.skewDeviation() / (60.0 * 86_400));
        RecorderClock clock =
                new RecorderClock(from, skew + own.gaussian(parameters.skewDeviation() * OWN_SKEW), drift);
        Recorder recorder = new Recorder(parameters, agenda, own, state, writers, clock, until.plusSeconds(86_400));
        ServerLife life = new ServerLife(parameters, agenda, own, state, writers, recorder);
        if (requestId == null) {
            life.existing();
        } else {
            life.create(requestId);
        }
        Habits habits = new Habits(parameters, agenda, own, life, until);
        habits.begin();
        if (own.happens(.25)) {
            habits.endAt(begin.plus(Chance.seconds(
                    own.between(.5, 1.0) * Duration.between(begin, until).toSeconds())));
        }
        agenda.runUntil(until.plusSeconds(3 * 86_400));
        keep(life, recorder, own);
    }

    private void keep(ServerLife life, Recorder recorder, Chance own) {
        ServerState state = life.state;
        Instant purged = state.deleted() && state.terminatedAt != null && own.happens(.3)
                ? state.terminatedAt.plus(Duration.ofHours(own.between(72, 240)))
                : null;
        servers.add(new SimulatedServer(
                state.id,
                state.projectId,
                List.copyOf(life.actions),
                List.copyOf(life.rows),
                List.copyOf(recorder.items),
                purged));
        truth.addAll(recorder.truth);
    }
}
