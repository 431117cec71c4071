/** Half of a planted cycle. */
@NullMarked
package planted.loop.one;

import org.jspecify.annotations.NullMarked;
