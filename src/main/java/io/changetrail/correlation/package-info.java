/** Joins instance actions to history items, and says for each link how sure it is and why. */
@ApplicationModule(allowedDependencies = {"ecs", "rms", "sync"})
@NullMarked
package io.changetrail.correlation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
