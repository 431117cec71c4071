package io.changetrail.sync;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whose records are meant: a question that leaves it out does not compile, and whoever means all has to say so. */
public sealed interface Projects {

    /** Those of all projects there are, and those of none. */
    record All() implements Projects {}

    /** Those of the projects with these ids; nobody's if there are none. */
    record Of(Collection<String> ids) implements Projects {}

    default boolean include(String projectId) {
        return !(this instanceof Of some) || some.ids().contains(projectId);
    }

    /** The ids as a parameter of SQL; null for all. */
    default String @Nullable [] array() {
        return this instanceof Of some ? some.ids().toArray(String[]::new) : null;
    }
}
