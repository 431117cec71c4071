/** What streams, coverage and the feed promise. */
@NullMarked
package io.changetrail.sync;

import org.jspecify.annotations.NullMarked;
