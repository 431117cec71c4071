package io.changetrail.simulation;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The command that serves a simulated cloud by itself until it is stopped. */
final class SimulatedCloudCommand {

    private static final String AWKWARD = "awkward";
    private static final Duration FUTURE = Duration.ofDays(7);

    private SimulatedCloudCommand() {}

    static void run(String[] args) {
        var port = Integer.parseInt(option(args, "port", "18080"));
        var cloud = start(args, port, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        announce(cloud, System.out);
    }

    static SimulatedCloud start(String[] args, int port, Clock clock) {
        var name = option(args, "world", "typical");
        var cloud = name.startsWith(AWKWARD)
                ? AwkwardWorlds.start(port, clock, name.substring(AWKWARD.length()))
                : SimulatedCloud.start(port, world(args, clock.instant()), clock);
        cloud.settings().turn(args);
        return cloud;
    }

    static World world(String[] args, Instant now) {
        var parameters = parameters(option(args, "world", "typical"))
                .servers(Integer.parseInt(option(args, "servers", "20")))
                .projects(Integer.parseInt(option(args, "projects", "2")));
        var from = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(Long.parseLong(option(args, "days", "2"))));
        var until = now.truncatedTo(ChronoUnit.DAYS).plus(FUTURE);
        return WorldGenerator.generate(parameters, Long.parseLong(option(args, "seed", "1")), from, until);
    }

    private static WorldParameters parameters(String name) {
        return switch (name) {
            case "calm" -> WorldParameters.calm();
            case "typical" -> WorldParameters.typical();
            case "busy" -> WorldParameters.busy();
            case "degraded" -> WorldParameters.degraded();
            case "hostile" -> WorldParameters.hostile();
            default ->
                throw new IllegalArgumentException(
                        "--world=" + name + " is none of calm, typical, busy, degraded, hostile, awkward");
        };
    }

    static void announce(SimulatedCloud cloud, PrintStream out) {
        var world = cloud.world();
        out.println("# A simulated cloud: no request leaves this machine, and nothing in it is real.");
        out.printf(
                "# World '%s', seed %d, %d servers%n",
                world.name(), world.seed(), world.servers().size());
        out.printf("# Domain: %s (%s)%n", world.domainName(), world.domainId());
        world.projects().forEach(project -> out.printf("# Project: %s (%s)%n", project.name(), project.id()));
        out.println(
                "# ECS and IAM answer as a recorded Nova 26 and Keystone 22 do, with OTC's ceiling of microversion 2.60.");
        out.println("# Of RMS only one history item (a CREATE) was ever published. Invented here: UPDATE, DELETE and");
        out.println(
                "# relation items, further pages and their markers, what time bounds include, delays, error texts.");
        cloud.environment().forEach((name, value) -> out.println(name + "=" + value));
        out.flush();
    }

    private static String option(String[] args, String name, String otherwise) {
        var prefix = "--" + name + "=";
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(prefix))
                .map(arg -> arg.substring(prefix.length()))
                .findFirst()
                .orElse(otherwise);
    }
}
