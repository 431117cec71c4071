package io.changetrail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A statement as PostgreSQL logged it.
 *
 * @param text with places {@code $1}, {@code $2} and so on
 * @param values of the places, as text; null for SQL's null
 */
record LoggedStatement(String text, List<@Nullable String> values) {

    /** How PostgreSQL has to be started for its statements to be read. */
    static final List<String> SETTINGS = List.of("logging_collector=on", "log_destination=jsonlog");

    private static final Pattern EXECUTE = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (?:NULL|'((?:[^']++|'')*+)')");

    /** What the work executes whenever it is done: the least of several times, since other work may fall into one of them. */
    static List<LoggedStatement> of(SingleConnectionDataSource database, Runnable work) {
        return Stream.generate(() -> during(database, work))
                .limit(5)
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    /** All that other sessions execute while the work is done, in order. */
    private static List<LoggedStatement> during(SingleConnectionDataSource database, Runnable work) {
        var session = JdbcClient.create(database);
        var own = session.sql("select pg_backend_pid()").query(Integer.class).single();
        var file =
                Path.of(session.sql("select current_setting('data_directory') || '/' || pg_current_logfile('jsonlog')")
                        .query(String.class)
                        .single());
        log(session, "all");
        var before = read(file).size();
        work.run();
        log(session, "none");
        return read(file).stream()
                .skip(before)
                .filter(line -> line.path("pid").asInt() != own)
                .flatMap(line -> of(line).stream())
                .toList();
    }

    private static void log(JdbcClient session, String statements) {
        session.sql("alter system set log_statement = '" + statements + "'").update();
        session.sql("select pg_reload_conf(), pg_sleep(1)").query().listOfRows();
    }

    private static List<LoggedStatement> of(JsonNode line) {
        var text = EXECUTE.matcher(line.path("message").asString());
        if (!text.matches()) {
            return List.of();
        }
        var values = new ArrayList<@Nullable String>();
        VALUE.matcher(line.path("detail").asString(""))
                .results()
                .forEach(value -> values.add(
                        value.group(1) == null ? null : value.group(1).replace("''", "'")));
        return List.of(new LoggedStatement(text.group(1), values));
    }

    private static List<JsonNode> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> JsonMapper.shared().readTree(line)).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
