/** Tests of what leaves no trace in the database. */
@NullMarked
package io.changetrail.redaction;

import org.jspecify.annotations.NullMarked;
