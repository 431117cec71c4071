/** Tests of the join. */
@NullMarked
package io.changetrail.correlation;

import org.jspecify.annotations.NullMarked;
