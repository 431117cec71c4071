/** Knows which servers exist and existed, and which of them changed since the last look. */
@ApplicationModule(allowedDependencies = {"cloud", "sync", "redaction"})
@NullMarked
package io.changetrail.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
