@NullMarked
package io.reviewscoring.job.score;

import org.jspecify.annotations.NullMarked;
