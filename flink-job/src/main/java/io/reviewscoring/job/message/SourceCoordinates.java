package io.reviewscoring.job.message;

/**
 * Where a record stood in Kafka.
 *
 * @param timestamp the Kafka record's own timestamp, epoch milliseconds
 */
public record SourceCoordinates(String topic, int partition, long offset, long timestamp) {}
