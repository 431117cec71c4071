package io.changetrail.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which processes are killed in which order, and how long each is left alone before.
 *
 * @param seed printed with the result; gives the same order and the same pauses
 * @param kills of replicas
 * @param databaseKills of the database
 */
record CrashPlan(long seed, int kills, int databaseKills) {

    private static final int SHORTEST = 500;
    private static final int LONGEST = 5_000;
    private static final double DURING_START = .15;

    /**
     * One kill.
     *
     * @param victim number of the replica; -1 for the database
     * @param pause how long the victim has been up, or has been starting, when it is killed
     * @param down how long the database stays away
     */
    record Step(int victim, boolean duringStart, Duration pause, Duration down) {

        boolean database() {
            return victim < 0;
        }
    }

    List<Step> steps(int replicas) {
        var random = new Random(seed);
        var victims = new ArrayList<Integer>();
        for (int i = 0; i < kills; i++) {
            victims.add(i % replicas);
        }
        victims.addAll(Collections.nCopies(databaseKills, -1));
        Collections.shuffle(victims, random);
        return victims.stream().map(victim -> step(victim, random)).toList();
    }

    private static Step step(int victim, Random random) {
        return new Step(
                victim,
                random.nextDouble() < DURING_START,
                Duration.ofMillis(random.nextInt(SHORTEST, LONGEST)),
                Duration.ofMillis(random.nextInt(2_000)));
    }
}
