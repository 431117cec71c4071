package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** Forms of {@code Retry-After}. */
class RefusalReaderTests {

    private final RefusalReader reader = new RefusalReader(new SettableClock(CloudFixture.NOW));

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "' 17 ', PT17S",
        "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
        "31536000, P365D",
        "-5,",
        "soon,",
        "99999999999999999999,"
    })
    void isReadAsSecondsOrDateElseIgnored(String header, String pause) {
        var headers = new HttpHeaders();
        headers.set("Retry-After", header);

        var refusal = reader.read(429, headers, new byte[0]);

        assertThat(refusal.retryAfter()).isEqualTo(pause == null ? null : Duration.parse(pause));
    }
}
