/** Holds the reading of Nova's answers against recorded ones. */
@NullMarked
package io.changetrail.ecs;

import org.jspecify.annotations.NullMarked;
