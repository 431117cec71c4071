/** Decides who may see what and how much of it at once, and writes down who did: authentication, projects, roles, limits. */
@ApplicationModule(allowedDependencies = {"settings", "cloud", "sync"})
@NullMarked
package io.changetrail.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
