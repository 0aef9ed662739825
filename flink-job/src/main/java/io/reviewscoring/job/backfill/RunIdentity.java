package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.Label;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options that make a run the run it is: what it reads, how it scores, where it writes. */
final class RunIdentity {
  /** Of which 0.1.0 knew nothing. */
  static final String COMPARISON_TOPIC = "comparison.topic";

  private final Map<String, String> options = new TreeMap<>();

  /** Of the job's options those that count. */
  RunIdentity(JobConfig config) {
    with("reviews.topic", config.reviewsTopic())
        .with("sentiment.topic", config.sentimentTopic())
        .with("aggregates.topic", config.aggregatesTopic())
        .with(COMPARISON_TOPIC, config.comparisonTopic())
        .with("dead-letters.topic", config.deadLettersTopic())
        .with("delivery.guarantee", config.deliveryGuarantee())
        .with("timestamp.max-ahead", config.timestampMaxAhead())
        .with("review.max-chars", config.reviewMaxChars())
        .with("encode.max-tokens", config.encodeMaxTokens())
        .with("repeat.horizon", config.repeatHorizon())
        .with("window.size", config.windowSize())
        .with("output.include-text", config.outputIncludeText());
    if (!config.reviewsForm().options().equals(ReviewForm.OWN.options())) {
      options.putAll(config.reviewsForm().options());
    }
    if (config.outputShadowEvents()) {
      with("output.shadow-events", true).with("shadow.topic", config.shadowTopic());
    }
    if (!config.outputEvidence().isEmpty()) {
      with(
              "output.evidence",
              config.outputEvidence().stream().map(Label::name).collect(Collectors.joining(",")))
          .with("output.evidence-words", config.outputEvidenceWords());
    }
  }

  /** Adds an option; one that is not given is none. */
  RunIdentity with(String option, @Nullable Object value) {
    if (value != null) {
      options.put(option, value.toString());
    }
    return this;
  }

  /** All of them, by name. */
  Map<String, String> options() {
    return Map.copyOf(options);
  }
}
