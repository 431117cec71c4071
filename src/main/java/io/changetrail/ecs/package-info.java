/** Keeps Nova instance actions: who asked for what, when, under which request id, and how it went. */
@ApplicationModule(allowedDependencies = {"cloud", "sync", "redaction", "inventory"})
@NullMarked
package io.changetrail.ecs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
