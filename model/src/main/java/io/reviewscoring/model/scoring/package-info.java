/** Runs a network over float arrays, in plain Java or on the Vector API, with the same bits. */
@NullMarked
package io.reviewscoring.model.scoring;

import org.jspecify.annotations.NullMarked;
