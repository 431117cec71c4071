/** Measures what the service does in bulk, for the {@code bench} profile; nothing here runs with the tests. */
@NullMarked
package io.changetrail.bench;

import org.jspecify.annotations.NullMarked;
