/** Tests of the HTTP edge: parameters, paging, scope and problems. */
@NullMarked
package io.changetrail.timeline.web;

import org.jspecify.annotations.NullMarked;
