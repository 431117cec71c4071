package io.changetrail.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form in which times leave the service: RFC 3339 in UTC with {@code Z} and always six decimals, so that texts sort as times do. */
public final class WrittenTime {

    private static final DateTimeFormatter ANY_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int YEARS_OF_FOUR_DIGITS = 9999;

    private WrittenTime() {}

    /** Digit by digit, since a page holds a thousand times. */
    public static String of(Instant time) {
        var utc = time.atOffset(ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > YEARS_OF_FOUR_DIGITS) {
            return ANY_YEAR.format(time);
        }
        var text = "0000-00-00T00:00:00.000000Z".toCharArray();
        digits(text, 4, utc.getYear());
        digits(text, 7, utc.getMonthValue());
        digits(text, 10, utc.getDayOfMonth());
        digits(text, 13, utc.getHour());
        digits(text, 16, utc.getMinute());
        digits(text, 19, utc.getSecond());
        digits(text, 26, utc.getNano() / 1000);
        return new String(text);
    }

    /** @param end place after the last digit */
    private static void digits(char[] text, int end, int number) {
        for (int place = end, left = number; left > 0; left /= 10) {
            text[--place] += (char) (left % 10);
        }
    }
}
