/** The application: what changed on every server, when, who did it, by which request, and how sure are we. */
@NullMarked
package io.changetrail;

import org.jspecify.annotations.NullMarked;
