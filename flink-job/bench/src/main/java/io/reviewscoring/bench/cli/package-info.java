/** The command line: {@code bench}. */
@NullMarked
package io.reviewscoring.bench.cli;

import org.jspecify.annotations.NullMarked;
