/** Keeps RMS resource history: what a server looked like each time it was captured, and how that differs from before. */
@ApplicationModule(allowedDependencies = {"cloud", "sync", "redaction", "inventory"})
@NullMarked
package io.changetrail.rms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
