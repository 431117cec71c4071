package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTimeTests {

    private static final DateTimeFormatter SIX_DECIMALS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2024-01-30T11:51:30.029Z,          2024-01-30T11:51:30.029000Z",
        "2024-02-29T23:59:59.999999999Z,    2024-02-29T23:59:59.999999Z",
        "1970-01-01T00:00:00Z,              1970-01-01T00:00:00.000000Z",
        "0000-01-01T00:00:00.000001Z,       0000-01-01T00:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z,       9999-12-31T23:59:59.999999Z",
        "+10000-01-01T00:00:00Z,            +10000-01-01T00:00:00.000000Z",
        "-0001-12-31T23:59:59Z,             -0001-12-31T23:59:59.000000Z"
    })
    void everyTimeHasSixDecimals(Instant time, String text) {
        assertThat(WrittenTime.of(time)).isEqualTo(text);
    }

    @Test
    void aTimeIsWrittenAsAFormatterWouldWriteIt() {
        new Random(7)
                .longs(10_000, -60_000_000_000L, 200_000_000_000L)
                .mapToObj(second -> Instant.ofEpochSecond(second, Math.floorMod(second * 7_919, 1_000_000_000L)))
                .forEach(time -> assertThat(WrittenTime.of(time)).isEqualTo(SIX_DECIMALS.format(time)));
    }
}
