@NullMarked
package io.reviewscoring.job.message;

import org.jspecify.annotations.NullMarked;
