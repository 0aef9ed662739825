package io.reviewscoring.dashboard;

/** A dead letter without its payload: why a record could not go on, and where it stands. */
record LostReview(String reason, String error, String topic, int partition, long offset) {}
