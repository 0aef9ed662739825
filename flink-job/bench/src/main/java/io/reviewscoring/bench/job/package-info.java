/** The whole job, from reviews to visible events. */
@NullMarked
package io.reviewscoring.bench.job;

import org.jspecify.annotations.NullMarked;
