package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@CorrelationDatabaseTest
@ExtendWith(OutputCaptureExtension.class)
class LearnCommandTests {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LearnCommand command;

    @BeforeEach
    void empty() {
        jdbc.sql("truncate instance_action, history_item").update();
        jdbc.sql("update correlation_model set learned = null").update();
    }

    @Test
    void whatTheRecordsTeachIsPrintedAndNothingIsWritten(CapturedOutput output, @TempDir Path folder) throws Exception {
        StoredWorld.store(
                WorldGenerator.generate(WorldParameters.degraded().servers(6), 81, FROM, FROM.plus(Duration.ofDays(5))),
                jdbc);
        var before = rows();
        var file = folder.resolve("model.json");

        run("learn", file.toString());

        assertThat(output.getOut())
                .contains("by the records of 6 servers")
                .containsPattern("lag\\.parts\\.0\\.median +9\\.000 +\\d+\\.\\d+ +\\d+ links")
                .containsPattern("Of 6 servers, [1-6] would have other links: \\d+ created, \\d+ retracted, \\d+ with")
                .containsPattern("Of \\d+ causes \\d\\d\\.\\d % have a score of at least 0\\.9")
                .contains("Learned from 0 kinds of actions")
                .doesNotContain("\"version\"");
        var learned = read(Files.readString(file));
        assertThat(learned.version()).isEqualTo(ModelFile.shipped().version() + 1);
        assertThat(learned.lag()).isNotEqualTo(ModelFile.shipped().lag());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void theModelAloneGoesToTheOutputIfAsked(CapturedOutput output) {
        run("learn", "-");

        var learned = read(output.getOut().substring(output.getOut().indexOf("{\n")));
        var shipped = ModelFile.shipped();
        assertThat(ModelNumbers.of(learned)).isEqualTo(ModelNumbers.of(shipped));
        assertThat(output.getErr()).contains("by the records of 0 servers");
    }

    @Test
    void aServiceThatIsStartedAsUsualLearnsNothing(CapturedOutput output) {
        run("--server.port=0");

        assertThat(output.getAll()).doesNotContain("of the model");
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheCommand(@TempDir Path folder) {
        var nowhere = folder.resolve("none").resolve("model.json").toString();

        assertThatThrownBy(() -> run("learn", nowhere)).hasMessageContaining(nowhere);
    }

    private void run(String... arguments) {
        command.run(new DefaultApplicationArguments(arguments));
    }

    private static Model read(String text) {
        return ModelFile.read(JsonMapper.shared().readTree(text));
    }

    /** How many rows each table has, and the transactions that wrote them. */
    private Map<String, String> rows() {
        var rows = new TreeMap<String, String>();
        List<String> tables = jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
                .query((row, number) -> row.getString("tablename"))
                .list();
        for (var table : tables) {
            rows.put(
                    table,
                    jdbc.sql("select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from \"" + table + "\"")
                            .query((row, number) -> row.getString(1))
                            .single());
        }
        return rows;
    }
}
