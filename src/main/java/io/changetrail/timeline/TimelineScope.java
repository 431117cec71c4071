package io.changetrail.timeline;

import io.changetrail.sync.Projects;
import java.util.Collection;

/** Whose entries are asked for, already cut to what the caller may see. */
public sealed interface TimelineScope {

    /** Whole servers; the caller may see each of them. */
    record OfServers(Collection<String> ids) implements TimelineScope {}

    /** All servers of the projects. */
    record OfProjects(Collection<String> ids) implements TimelineScope {}

    /** Every server there is. */
    record Everything() implements TimelineScope {}

    /** The actions of one request and the changes they caused, in those projects only. */
    record OfRequest(String requestId, Projects projects) implements TimelineScope {}
}
