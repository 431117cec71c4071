package io.changetrail.sync;

import java.util.Collection;

/** Tells whom a gap of the whole domain concerns, beside the projects that have a stream of their own. */
@FunctionalInterface
public interface KnownProjects {

    Collection<String> ids();
}
