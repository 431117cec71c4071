/** Tests of who may see what, with locally signed tokens. */
@NullMarked
package io.changetrail.access;

import org.jspecify.annotations.NullMarked;
