/** What tests share: the database and the switches of the machine they run on. */
@NullMarked
package io.changetrail.support;

import org.jspecify.annotations.NullMarked;
