package io.changetrail.cloud;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer that was not taken in: it was longer than the cap, or nested, named or numbered beyond bounds.
 *
 * @param marker of the page, that is of the last row before it; null for a first page and for what is no list
 * @param beginning SHA-256 in hex of what was read up to the cap, or of its first half if that was all: equal for the same row from both ends of a list
 * @param whole SHA-256 in hex of all bytes; null if it did not end within the second bound
 * @param bytes its length, or the second bound if it is longer than that
 */
public record Oversized(
        @Nullable String marker, String beginning, @Nullable String whole, long bytes) implements Serializable {

    Oversized after(@Nullable String marker) {
        return new Oversized(marker, beginning, whole, bytes);
    }

    /** Whether both are the same row, met from two sides. */
    public boolean isSameRowAs(Oversized other) {
        return beginning.equals(other.beginning);
    }
}
