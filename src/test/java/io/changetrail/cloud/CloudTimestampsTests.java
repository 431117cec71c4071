package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of time that were seen in samples of Nova and RMS. */
class CloudTimestampsTests {

    @ParameterizedTest
    @CsvSource({
        "2018-04-25T01:26:36.000000, 2018-04-25T01:26:36Z",
        "2018-04-25T01:26:36.00000, 2018-04-25T01:26:36Z",
        "2012-12-05 00:00:00.000000, 2012-12-05T00:00:00Z",
        "2022-12-21T14:14:50.879146, 2022-12-21T14:14:50.879146Z",
        "2022-12-21T14:14:50.8, 2022-12-21T14:14:50.8Z",
        "2022-12-21T14:14:50.123456789Z, 2022-12-21T14:14:50.123456Z",
        "2024-01-30T14:52:41Z, 2024-01-30T14:52:41Z",
        "2024-01-30T14:52:41.029Z, 2024-01-30T14:52:41.029Z",
        "2024-01-30t14:52:41z, 2024-01-30T14:52:41Z",
        "2024-01-30T14:52:41.000+00:00, 2024-01-30T14:52:41Z",
        "2024-01-30T14:52:41+0200, 2024-01-30T12:52:41Z",
        "2024-01-30T14:52:41+02, 2024-01-30T12:52:41Z",
        "2024-01-30T14:52:41-05:30, 2024-01-30T20:22:41Z",
        "2024-01-30T14:52, 2024-01-30T14:52:00Z",
        "2024-01-30, 2024-01-30T00:00:00Z",
        "1706626361029, 2024-01-30T14:52:41.029Z",
        "' 2024-01-30T14:52:41Z ', 2024-01-30T14:52:41Z"
    })
    void isReadAsUtcToTheMicrosecond(String text, Instant expected) {
        assertThat(CloudTimestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "null",
                "2024-13-01T00:00:00Z",
                "2024-02-30T00:00:00Z",
                "2024-01-30T14:52:41X",
                "30.01.2024",
                "2024-01-30T14:52:41Z junk",
                "2024-01-30T14:52:41.1234567890Z",
                "12",
                "99999999999999999999"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(DateTimeParseException.class).isThrownBy(() -> CloudTimestamps.parse(text));
    }
}
