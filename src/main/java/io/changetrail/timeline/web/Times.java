package io.changetrail.timeline.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads times as callers may write them: RFC 3339 with a zone, epoch milliseconds, or back from now in hours or days. */
final class Times {

    private static final Pattern BACK = Pattern.compile("now(?:-([0-9]{1,5})([mhd]))?");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    /** Empty if it is none of these, or beyond the year 9999; before 1970 there was nothing, so that is where time begins. */
    static Optional<Instant> parse(String text, Instant now) {
        return read(text, now)
                .map(time -> time.truncatedTo(ChronoUnit.MICROS))
                .map(time -> time.isBefore(EARLIEST) ? EARLIEST : time)
                .filter(time -> !time.isAfter(LATEST));
    }

    private static Optional<Instant> read(String text, Instant now) {
        var back = BACK.matcher(text);
        if (back.matches()) {
            return Optional.of(back.group(1) == null ? now : now.minus(duration(back.group(1), back.group(2))));
        }
        if (EPOCH_MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        try {
            return RFC_3339.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static Duration duration(String amount, String unit) {
        var count = Long.parseLong(amount);
        return switch (unit) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
