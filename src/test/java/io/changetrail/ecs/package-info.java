/** Tests of reading and storing instance actions. */
@NullMarked
package io.changetrail.ecs;

import org.jspecify.annotations.NullMarked;
