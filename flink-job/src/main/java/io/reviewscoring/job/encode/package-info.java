@NullMarked
package io.reviewscoring.job.encode;

import org.jspecify.annotations.NullMarked;
