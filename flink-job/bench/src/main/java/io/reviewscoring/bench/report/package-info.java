/** What was measured, as tables, JSON and a picture. */
@NullMarked
package io.reviewscoring.bench.report;

import org.jspecify.annotations.NullMarked;
