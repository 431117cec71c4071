/** The cloud clients against a server that answers by script, faults included. */
@NullMarked
package io.changetrail.cloud;

import org.jspecify.annotations.NullMarked;
