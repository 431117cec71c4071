package io.changetrail.timeline.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list in order.
 *
 * @param next what the next slice comes after; null at the end of the list
 */
record Slice<T>(List<T> rows, @Nullable String next) {

    static <T> Slice<T> whole(List<T> rows) {
        return new Slice<>(rows, null);
    }

    /** Reads slices; blocks on the database. */
    @FunctionalInterface
    interface Source<T> {

        /**
         * @param after null for the first slice
         */
        Slice<T> read(@Nullable String after, int limit);
    }
}
