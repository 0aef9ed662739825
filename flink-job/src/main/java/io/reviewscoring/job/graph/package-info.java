@NullMarked
package io.reviewscoring.job.graph;

import org.jspecify.annotations.NullMarked;
