/** The reviews and the models that are measured with. */
@NullMarked
package io.reviewscoring.bench.review;

import org.jspecify.annotations.NullMarked;
