/** The other half of a planted cycle. */
@NullMarked
package planted.loop.two;

import org.jspecify.annotations.NullMarked;
