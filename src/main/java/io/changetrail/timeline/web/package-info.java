/** The HTTP edge of the timelines: parameters in, JSON and problem details out. */
@NullMarked
package io.changetrail.timeline.web;

import org.jspecify.annotations.NullMarked;
