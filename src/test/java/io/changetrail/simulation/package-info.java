/** A simulated IAM, ECS and RMS: test scope only, never in the production jar; its RMS behaviour is partly invention. */
@NullMarked
package io.changetrail.simulation;

import org.jspecify.annotations.NullMarked;
