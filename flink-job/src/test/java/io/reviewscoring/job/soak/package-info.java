/** Minutes at full load; run by {@code -Psoak} only. */
@NullMarked
package io.reviewscoring.job.soak;

import org.jspecify.annotations.NullMarked;
