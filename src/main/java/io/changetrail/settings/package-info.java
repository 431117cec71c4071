/** Keeps secrets that are made once per deployment and shared by all replicas through the database. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.changetrail.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
