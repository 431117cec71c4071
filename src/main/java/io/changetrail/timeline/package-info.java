/** Answers questions: merges actions, changes and links into timelines, and derives what depends on the time of asking. */
@ApplicationModule(allowedDependencies = {"inventory", "ecs", "rms", "correlation", "sync", "access"})
@NullMarked
package io.changetrail.timeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
