/** How commands show on the console what takes long. */
@NullMarked
package io.reviewscoring.model.console;

import org.jspecify.annotations.NullMarked;
