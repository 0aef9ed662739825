/** How commands write to the console: results that must not get lost, and what takes long. */
@NullMarked
package io.reviewscoring.model.console;

import org.jspecify.annotations.NullMarked;
