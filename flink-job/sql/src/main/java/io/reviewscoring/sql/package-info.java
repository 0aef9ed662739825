/** Models for Flink SQL: a bundle's scores for a column of texts. */
@NullMarked
package io.reviewscoring.sql;

import org.jspecify.annotations.NullMarked;
