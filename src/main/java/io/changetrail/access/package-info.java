/** Decides who may see what: authentication, the projects of a caller, and roles. */
@ApplicationModule(allowedDependencies = {"settings", "cloud"})
@NullMarked
package io.changetrail.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
