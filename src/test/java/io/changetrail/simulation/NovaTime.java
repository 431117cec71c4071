package io.changetrail.simulation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as Nova writes them (UTC, no zone, whole seconds with six zeros) and as its {@code date-time} check reads them. */
final class NovaTime {

    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern ISO = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})"
            + "(?:[ T](\\d{2}):?(\\d{2}):?(\\d{2})(?:[.,](\\d+))?(?:(Z)|([+-])(\\d{2}):?(\\d{2})?)?)?");

    private NovaTime() {}

    static String write(Instant instant) {
        return WIRE.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Empty if Nova would say that this is not a date-time. */
    static Optional<Instant> read(String text) {
        var matcher = ISO.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(instant(matcher.toMatchResult()));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static Instant instant(MatchResult parts) {
        var local = LocalDateTime.of(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                number(parts.group(4)),
                number(parts.group(5)),
                number(parts.group(6)),
                nanos(parts.group(7)));
        var offset = number(parts.group(10)) * 60 + number(parts.group(11));
        return local.plusMinutes("-".equals(parts.group(9)) ? offset : -offset).toInstant(ZoneOffset.UTC);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }
}
