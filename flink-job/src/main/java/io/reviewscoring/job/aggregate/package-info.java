@NullMarked
package io.reviewscoring.job.aggregate;

import org.jspecify.annotations.NullMarked;
