package io.changetrail.timeline;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a filter lets through: one of the values, or (excluded) none of them; an excluding filter lets null through. */
public record Choice(Set<String> values, boolean excluded) {

    public boolean accepts(@Nullable String value) {
        return (value != null && values.contains(value)) != excluded;
    }

    String[] array() {
        return values.toArray(String[]::new);
    }
}
