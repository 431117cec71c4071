package io.changetrail.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The three ways in which Nova and RMS write a time, all of them UTC. */
final class Clockwork {

    private static final DateTimeFormatter SECONDS = zoned("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLIS = zoned("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter SIX_DIGITS = zoned("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private Clockwork() {}

    /** A MySQL {@code DATETIME} keeps no fraction. */
    static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    static String sixDigits(Instant time) {
        return SIX_DIGITS.format(time);
    }

    private static DateTimeFormatter zoned(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
