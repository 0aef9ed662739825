/**
 * The command line of the model: {@code train}, {@code evaluate}, {@code predict}, {@code inspect}.
 */
@NullMarked
package io.reviewscoring.model.cli;

import org.jspecify.annotations.NullMarked;
