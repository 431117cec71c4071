package io.changetrail.timeline.web;

import io.changetrail.timeline.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline's cursor holds: the last entry shown, and the window as it was on the first page, since {@code now-4h}
 * would be another on the next.
 */
record Cursor(
        Position after, @Nullable Instant since, @Nullable Instant until) {

    private static final String SEPARATOR = "|";
    private static final int PARTS = 5;

    String text() {
        return String.join(
                SEPARATOR,
                after.time().toString(),
                Integer.toString(after.rank()),
                after.id().toString(),
                since == null ? "" : since.toString(),
                until == null ? "" : until.toString());
    }

    /** Empty for the content of another list's cursor. */
    static Optional<Cursor> of(String text) {
        var parts = text.split("\\|", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            var after = new Position(Instant.parse(parts[0]), Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
            return Optional.of(new Cursor(after, time(parts[3]), time(parts[4])));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant time(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
