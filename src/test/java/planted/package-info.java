/** Breaches of the house rules, planted so that each rule is seen to fail; outside io.changetrail, so that nothing scans them. */
@NullMarked
package planted;

import org.jspecify.annotations.NullMarked;
