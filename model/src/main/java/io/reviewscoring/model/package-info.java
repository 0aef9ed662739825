/** A sentiment model from text to score, its bundle, and its training; knows no Flink. */
@NullMarked
package io.reviewscoring.model;

import org.jspecify.annotations.NullMarked;
