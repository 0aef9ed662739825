/** Labelled reviews, where they come from, and how well a model scores them. */
@NullMarked
package io.reviewscoring.model.evaluation;

import org.jspecify.annotations.NullMarked;
