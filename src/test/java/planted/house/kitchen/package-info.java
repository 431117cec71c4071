/** A planted module that the cellar must not import. */
@NullMarked
package planted.house.kitchen;

import org.jspecify.annotations.NullMarked;
