/** The whole system on one machine: a broker, the job, reviews that flow through, a view of it. */
@NullMarked
package io.reviewscoring.demo;

import org.jspecify.annotations.NullMarked;
