package io.changetrail.cloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads every form of time that the upstreams were seen to write; a time without a zone is UTC. */
public final class CloudTimestamps {

    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?[0-9]{9,16}");

    /** Nearly all times look like this, and a formatter takes as long for them as for any other. */
    private static final String USUAL = "0000-00-00T00:00:00";

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .optionalEnd()
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .appendPattern("HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private CloudTimestamps() {}

    /**
     * Accepts ISO 8601 with T or a blank, 0 to 9 fraction digits, any zone form or none; a date alone; epoch milliseconds.
     *
     * @return at microseconds, as it will be stored: what is beyond them must not make a record another one
     */
    public static Instant parse(String text) {
        return (isUsual(text) ? usual(text) : exactly(text)).truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether it is like {@code 2026-01-01T00:00:00} with or without milliseconds or microseconds, and Z or nothing. */
    private static boolean isUsual(String text) {
        int end = text.endsWith("Z") ? text.length() - 1 : text.length();
        if (end != USUAL.length() && end != USUAL.length() + 4 && end != USUAL.length() + 7) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            char expected = i < USUAL.length() ? USUAL.charAt(i) : i == USUAL.length() ? '.' : '0';
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        int end = text.endsWith("Z") ? text.length() - 1 : text.length();
        int fraction = end == USUAL.length() ? 0 : Integer.parseInt(text, USUAL.length() + 1, end, 10);
        int nanos = fraction * (end == USUAL.length() + 4 ? 1_000_000 : 1_000);
        try {
            var day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            var time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos);
            return day.atTime(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
            throw new DateTimeParseException("not a time", text, 0, noSuchTime);
        }
    }

    private static int number(String text, int from, int until) {
        return Integer.parseInt(text, from, until, 10);
    }

    private static Instant exactly(String text) {
        var trimmed = text.strip();
        if (EPOCH_MILLIS.matcher(trimmed).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(trimmed));
        }
        if (trimmed.length() == "2026-01-01".length()) {
            return LocalDate.parse(trimmed).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        var parsed = DATE_TIME.parseBest(normalised(trimmed), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private static String normalised(String text) {
        if (text.length() < "2026-01-01 00:00".length()) {
            throw new DateTimeParseException("not a time", text, 0);
        }
        return text.toUpperCase(Locale.ROOT);
    }
}
