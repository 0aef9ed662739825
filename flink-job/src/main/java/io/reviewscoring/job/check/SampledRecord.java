package io.reviewscoring.job.check;

import io.reviewscoring.job.message.SourceRecord;

/**
 * A record of a sample.
 *
 * @param where it was found, as people find it again: {@code line 7}, {@code 3:1724}
 */
public record SampledRecord(SourceRecord record, String where) {}
