/** Owns streams, cursors, leases, quarantine and coverage; knows nothing of servers or of what the upstreams write. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.changetrail.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
