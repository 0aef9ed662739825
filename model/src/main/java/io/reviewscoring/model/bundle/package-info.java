/** A model as one file: manifest, vocabulary, weights and golden cases in a zip. */
@NullMarked
package io.reviewscoring.model.bundle;

import org.jspecify.annotations.NullMarked;
