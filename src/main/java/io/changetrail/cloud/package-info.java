/** Talks to IAM, ECS and RMS over HTTPS: credentials, tokens, budgets, retries, deadlines, paging and the one time parser. */
@ApplicationModule(allowedDependencies = "settings")
@NullMarked
package io.changetrail.cloud;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
