package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ReservedKeysTests {

    @Test
    void aKeyThatNobodyReadsYetIsNamedAndNoOther(CapturedOutput output) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of("CHANGETRAIL_RETENTION_RAW", "7d", "CHANGETRAIL_RETENTION_FEED", "7d")));
        ConfigurationPropertySources.attach(environment);

        new ReservedKeys(environment);

        assertThat(output.getAll().lines().filter(line -> line.contains("has no effect")))
                .singleElement()
                .asString()
                .contains("changetrail.retention.raw is set");
    }
}
