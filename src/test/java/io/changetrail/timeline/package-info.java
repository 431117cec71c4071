/** Tests of the read side against a real PostgreSQL, over real HTTP. */
@NullMarked
package io.changetrail.timeline;

import org.jspecify.annotations.NullMarked;
