/** A training's report: one HTML page that needs nothing beside it. */
@NullMarked
package io.reviewscoring.model.report;

import org.jspecify.annotations.NullMarked;
