/** Takes secrets out of upstream documents before anything is stored, so that only a change of a secret stays visible. */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package io.changetrail.redaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
