/** Which words a score hangs on, found by leaving them out. */
@NullMarked
package io.reviewscoring.model.explanation;

import org.jspecify.annotations.NullMarked;
