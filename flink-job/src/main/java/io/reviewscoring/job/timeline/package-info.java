@NullMarked
package io.reviewscoring.job.timeline;

import org.jspecify.annotations.NullMarked;
