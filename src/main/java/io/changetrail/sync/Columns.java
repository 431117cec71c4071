package io.changetrail.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into one {@code text[]} a column, so that one statement with {@code unnest} writes any number of them. */
public final class Columns<T> {

    /** As PostgreSQL reads it for every year that it can hold, also those before Christ and beyond 9999. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSS'+00 '")
            .appendPattern("G")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<T> rows;

    public Columns(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    /** A column whose values PostgreSQL reads from how they print. */
    public Object texts(Function<T, ? extends @Nullable Object> column) {
        var texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            var value = column.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }

    /** A value of a column of arrays, as PostgreSQL reads it from text. */
    public static String array(Collection<String> elements) {
        var array = new StringJoiner(",", "{", "}");
        for (var element : elements) {
            array.add('"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return array.toString();
    }

    /** A column of times. */
    public Object times(Function<T, @Nullable Instant> column) {
        return texts(row -> {
            var time = column.apply(row);
            return time == null ? null : TIME.format(time);
        });
    }
}
