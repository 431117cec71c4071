package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults of answers met by a service that signs with a temporary access key, which must be in no line of its log either. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class SigningFaultTests {

    private static final List<String> NUMBERS = List.of("F6d", "F10c", "F11", "F12a", "F12b", "F23a", "F43a");

    @Test
    void neitherRecordsNorSecretsGetLost() throws Exception {
        var before = FaultLog.traced();
        try (var run = new FaultRun(ArenaSettings.USUAL.logged().with(SigningFaultTests::sign))) {
            run.play(FaultCatalogue.round("answers to signed calls", NUMBERS.toArray(String[]::new)));
        }
        assertThat(FaultLog.traced() - before).isGreaterThan(1_000);
        assertThat(FaultLog.told()).isEmpty();
    }

    private static void sign(Arena arena, Map<String, String> environment) {
        arena.cloud.signatures().accept("AccessKey", "canary-secret", "canary-session");
        environment.keySet().removeIf(key -> key.startsWith("CHANGETRAIL_CLOUD_CREDENTIALS_"));
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_ACCESS_KEY", "AccessKey");
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_SECRET_KEY", "canary-secret");
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_SECURITY_TOKEN", "canary-session");
    }
}
