package io.changetrail.simulation;

import io.changetrail.simulation.Tokens.Token;
import java.time.Instant;

/** A call to Nova that has passed token, route, version and project; what it asks for is still unchecked. */
record ComputeCall(
        Call call, ComputeRoute route, Microversion version, Token token, Instant now, SimulationSettings settings) {

    boolean admin() {
        return token.account().admin();
    }

    String projectId() {
        var project = token.project();
        return project == null ? "" : project.id();
    }

    /** Where this version's resources live, with the project if the caller's path has it. */
    String versionBase() {
        return call.base() + "/" + route.version() + (route.projectId() == null ? "" : "/" + route.projectId());
    }
}
