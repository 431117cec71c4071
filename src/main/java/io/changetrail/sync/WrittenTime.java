package io.changetrail.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form in which times leave the service: RFC 3339 in UTC with {@code Z} and always six decimals, so that texts sort as times do. */
public final class WrittenTime {

    private static final DateTimeFormatter SIX_DECIMALS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private WrittenTime() {}

    public static String of(Instant time) {
        return SIX_DECIMALS.format(time);
    }
}
