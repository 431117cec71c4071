package io.changetrail.faults;

import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.simulation.WorldParameters.LagMixture;
import java.time.Duration;
import java.time.Instant;

/** An account where as much happens in an hour as elsewhere in months, so that something is always new. */
final class ProcessWorld {

    private static final Duration PAST = Duration.ofMinutes(40);
    private static final LagMixture LAG = new LagMixture(.80, 2, .15, 10, .05, 60);

    private ProcessWorld() {}

    /** @param future for how long after {@code now} new things go on happening */
    static World busy(int servers, int projects, long seed, Instant now, Duration future) {
        var parameters = new WorldParameters("rushed", servers, projects, 1000, .5, 3, LAG, 1, .01, .5, .20, .10, .05);
        return WorldGenerator.generate(parameters, seed, now.minus(PAST), now.plus(future));
    }
}
