package io.changetrail.cloud;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
        return exactly(text).truncatedTo(ChronoUnit.MICROS);
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
