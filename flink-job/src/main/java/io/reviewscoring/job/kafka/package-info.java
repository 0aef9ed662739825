/**
 * What ties the job to Kafka: its sources and sinks, its topics, and the control plane's record.
 */
@NullMarked
package io.reviewscoring.job.kafka;

import org.jspecify.annotations.NullMarked;
