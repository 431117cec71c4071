package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Links are a pure function of records and model version, to the last bit and on every machine. */
class GoldenLinksTests {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    /** Other links need another version in {@code model.json}, so that stored ones are replaced; then this changes too. */
    private static final String OF_VERSION_4 = "fd806eb8e7a181328e75fbba255807138ee9c35155d1bc27176c7af7bff67122";

    @Test
    void aVersionMeansTheSameLinksForGood() throws Exception {
        assertThat(new Correlator().version()).isEqualTo(4);
        assertThat(digest()).isEqualTo(OF_VERSION_4);
    }

    private static String digest() throws Exception {
        var world =
                WorldGenerator.generate(WorldParameters.hostile().servers(4), 71, FROM, FROM.plus(Duration.ofDays(10)));
        var correlator = new Correlator(SimulatedRecords.table(world));
        var digest = MessageDigest.getInstance("SHA-256");
        for (var server : SimulatedRecords.servers(world)) {
            var correlation = correlator.correlate(server.actions(), server.items());
            correlation.links().forEach(link -> update(digest, link.toString()));
            correlation.changes().forEach(change -> {
                update(digest, change.changeId() + change.attribution().name() + change.best());
                update(digest, new TreeMap<>(change.paths()).toString());
            });
            correlation.actions().forEach(action -> update(digest, action.toString()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
