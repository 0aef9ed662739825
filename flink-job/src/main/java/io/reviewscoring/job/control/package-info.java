@NullMarked
package io.reviewscoring.job.control;

import org.jspecify.annotations.NullMarked;
