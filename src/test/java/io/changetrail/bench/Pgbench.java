package io.changetrail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the statements of one call for random servers by PostgreSQL's own load generator, each prepared once per connection. What
 * differs between servers is looked up first; how long that takes is measured alone, to be subtracted.
 */
final class Pgbench {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path program;
    private final int port;
    private final int connections;
    private final Path call;
    private final Path lookup;
    private final Map<String, String> constants = new TreeMap<>();

    /** @param row what differs, as it was in the logged call */
    Pgbench(
            Path directory,
            int port,
            int connections,
            int servers,
            List<LoggedStatement> logged,
            Map<String, String> row)
            throws IOException {
        this.program = program();
        this.port = port;
        this.connections = connections;
        this.call = directory.resolve("call.sql");
        this.lookup = directory.resolve("lookup.sql");
        var columns = new TreeSet<String>();
        var statements = logged.stream().map(one -> script(one, row, columns)).toList();
        var first = "\\set n random(1, %d)%nselect %s from %s where number = :n%n\\gset%n"
                .formatted(servers, String.join(", ", columns), TimelineCalls.TABLE);
        Files.writeString(lookup, first);
        Files.writeString(call, first + String.join("\n", statements) + "\n");
    }

    private static Path program() throws IOException {
        var places = Stream.concat(
                Pattern.compile(":").splitAsStream(System.getenv("PATH")).map(Path::of), installed());
        return places.map(place -> place.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "pgbench is missing: apt-get install postgresql-contrib, or PostgreSQL's client"
                                + " programs elsewhere"));
    }

    private static Stream<Path> installed() throws IOException {
        var versions = Path.of("/usr/lib/postgresql");
        return Files.isDirectory(versions) ? Files.list(versions).map(version -> version.resolve("bin")) : Stream.of();
    }

    private String script(LoggedStatement logged, Map<String, String> row, TreeSet<String> columns) {
        return PLACE.matcher(logged.text()).replaceAll(place -> {
                    var value = logged.values().get(Integer.parseInt(place.group(1)) - 1);
                    if (value == null) {
                        return "null";
                    }
                    var column = TimelineCalls.column(row, value);
                    column.ifPresent(columns::add);
                    return ":" + column.orElseGet(() -> constant(value));
                })
                + ";";
    }

    private String constant(String value) {
        var name = "constant" + constants.size();
        constants.put(name, value);
        return name;
    }

    String version() throws IOException, InterruptedException {
        return output(List.of(program.toString(), "--version")).strip();
    }

    /** What is the same for all servers. */
    @Override
    public String toString() {
        return constants.toString();
    }

    /** Calls per second, as if their parameters were known. */
    double calls(int seconds) throws IOException, InterruptedException {
        return rate(call, seconds);
    }

    double lookups(int seconds) throws IOException, InterruptedException {
        return rate(lookup, seconds);
    }

    private double rate(Path script, int seconds) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString(), "-n", "-M", "prepared"));
        command.addAll(List.of("-h", "localhost", "-p", "" + port, "-U", "postgres"));
        command.addAll(List.of("-c", "" + connections, "-T", "" + seconds, "-f", script.toString()));
        constants.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        command.add("postgres");
        var output = output(command);
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output;
    }
}
