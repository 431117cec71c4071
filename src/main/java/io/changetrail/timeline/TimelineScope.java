package io.changetrail.timeline;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whose entries are asked for, already cut to what the caller may see. */
public sealed interface TimelineScope {

    /** Whole servers; the caller may see each of them. */
    record OfServers(Collection<String> ids) implements TimelineScope {}

    /** All servers of the projects. */
    record OfProjects(Collection<String> ids) implements TimelineScope {}

    /** Every server there is. */
    record Everything() implements TimelineScope {}

    /**
     * The actions of one request and the changes they caused.
     *
     * @param projects only in these; null for all
     */
    record OfRequest(String requestId, @Nullable Collection<String> projects) implements TimelineScope {}
}
