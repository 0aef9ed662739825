/** The graph of operators, with its sources and sinks as arguments. */
@NullMarked
package io.reviewscoring.job.graph;

import org.jspecify.annotations.NullMarked;
