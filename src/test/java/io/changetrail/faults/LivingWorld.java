package io.changetrail.faults;

import io.changetrail.simulation.World;
import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A world that goes on in seconds while it is watched: servers act every few seconds, are born and deleted, rows and items
 * become visible late, items are corrected, events end long after they are first seen or never.
 */
public final class LivingWorld {

    static final String DOMAIN = "daf2557fc0de4da09e128441baa71697";

    private static final Duration PAST = Duration.ofMinutes(20);
    private static final Duration SHORT_LIFE = Duration.ofSeconds(45);

    private LivingWorld() {}

    /**
     * The same servers and acts for the same seed, counted from {@code now}.
     *
     * @param ahead how long it goes on
     * @param servers that live all the time
     * @param births whether others come and go
     */
    public static World generate(long seed, Instant now, Duration ahead, int servers, boolean births) {
        var random = new SplittableRandom(seed);
        var projects = List.of(new Project(hex(random, 32), "eu-de_alpha"), new Project(hex(random, 32), "eu-de_beta"));
        var zero = now.truncatedTo(ChronoUnit.SECONDS);
        var lives = new ArrayList<SimulatedServer>();
        for (int i = 0; i < servers; i++) {
            var life = new LivingServer(uuid(random), projects.get(i % 2).id(), random.split());
            life.born("req-" + uuid(random), zero.minus(PAST));
            life.actUntil(zero, Duration.ofMinutes(4));
            life.actUntil(zero.plus(ahead), Duration.ofSeconds(4));
            lives.add(life.made());
        }
        for (var birth = zero.plusSeconds(7);
                births && birth.isBefore(zero.plus(ahead));
                birth = birth.plusSeconds(25)) {
            var request = "req-" + uuid(random);
            for (int twin = 0; twin < 2; twin++) {
                var life = new LivingServer(uuid(random), projects.getFirst().id(), random.split());
                life.born(request, birth);
                life.actUntil(birth.plus(SHORT_LIFE), Duration.ofSeconds(5));
                life.deleted();
                lives.add(life.made());
            }
        }
        return new World("living", seed, "eu-de", DOMAIN, "OTC-EU-DE-00000000001000000001", projects, lives, List.of());
    }

    static String uuid(SplittableRandom random) {
        return "%s-%s-4%s-8%s-%s"
                .formatted(hex(random, 8), hex(random, 4), hex(random, 3), hex(random, 3), hex(random, 12));
    }

    private static String hex(SplittableRandom random, int digits) {
        var text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }
}
