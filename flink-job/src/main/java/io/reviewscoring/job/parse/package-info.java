@NullMarked
package io.reviewscoring.job.parse;

import org.jspecify.annotations.NullMarked;
