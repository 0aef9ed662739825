/** Trains bundles with DL4J. The only package that may import it. */
@NullMarked
package io.reviewscoring.model.training;

import org.jspecify.annotations.NullMarked;
