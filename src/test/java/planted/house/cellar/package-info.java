/** A planted module that may import nobody and imports the kitchen. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package planted.house.cellar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
