/** Runs a network in plain Java over float arrays, the same to the bit on every machine. */
@NullMarked
package io.reviewscoring.model.scoring;

import org.jspecify.annotations.NullMarked;
