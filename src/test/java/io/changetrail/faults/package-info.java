/** Goes wrong on purpose, and checks in the manner of Jepsen's set test that nothing is lost, made up or stored twice. */
@NullMarked
package io.changetrail.faults;

import org.jspecify.annotations.NullMarked;
