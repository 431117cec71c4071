/** Tests of telling, comparing and storing history items. */
@NullMarked
package io.changetrail.rms;

import org.jspecify.annotations.NullMarked;
