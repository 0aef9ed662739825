package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.Languages;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.explanation.WordEffect;
import io.reviewscoring.model.explanation.WordEvidence;
import io.reviewscoring.model.scoring.TextBatchScorer;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model in a score subtask, with scorers of the subtask's own. */
final class ReadyModel implements AutoCloseable {
  private static final int MARK_DIGITS = 8;

  private final Decision decision;
  private final ModelCache.Loaded loaded;
  private final Manifest manifest;
  private final Labelling labelling;

  /** Primary languages. */
  private final Set<String> languages;

  private final List<TextBatchScorer> scorers;
  private final @Nullable WordEvidence evidence;
  private final int mark;
  private final ScoreSettings settings;
  private final ScoreMetrics metrics;

  ReadyModel(
      Decision decision,
      ModelCache.Loaded loaded,
      List<TextBatchScorer> scorers,
      ScoreSettings settings,
      ScoreMetrics metrics) {
    this.decision = decision;
    this.loaded = loaded;
    this.settings = settings;
    this.metrics = metrics;
    this.manifest = loaded.model().manifest();
    this.labelling = manifest.labelling();
    this.languages =
        manifest.languages().stream()
            .map(Languages::primary)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    this.scorers = List.copyOf(scorers);
    this.evidence =
        settings.evidenceLabels().isEmpty()
            ? null
            : new WordEvidence(
                loaded.model().newScorer(), loaded.vocabulary(), manifest.architecture().tokens());
    this.mark = Integer.parseUnsignedInt(decision.sha256(), 0, MARK_DIGITS, 16);
  }

  /** The scorer of one scoring thread, for it alone; all else is for the task thread. */
  TextBatchScorer scorer(int thread) {
    return scorers.get(thread);
  }

  /** What is to be said of a review that this model has scored. */
  SentimentEvent event(InFlight scored, @Nullable Float previousScore) {
    EncodedReview review = scored.review;
    float score = scored.score();
    int known = scored.knownTokens();
    int length = manifest.architecture().sequenceLength();
    int tokens = scored.tokens.tokens();
    metrics.scored(score, Math.min(tokens, length), known, scored.nanos());
    String reason = doubt(review, known);
    Label label = reason == null ? label(score, tokens) : Label.UNCERTAIN;
    return new SentimentEvent(
        review.reviewId(),
        review.productId(),
        review.timestamp(),
        score,
        label,
        reason,
        tokens,
        known,
        tokens > manifest.architecture().tokens(),
        decision.version(),
        decision.sha256(),
        previousScore,
        evidence(scored.tokens, score, label),
        review.text(),
        review.origin());
  }

  private @Nullable List<WordEffect> evidence(TokenFingerprints tokens, float score, Label label) {
    if (evidence == null || !settings.evidenceLabels().contains(label)) {
      return null;
    }
    long start = System.nanoTime();
    List<WordEffect> words =
        evidence.of(tokens.values(), tokens.tokens(), score, settings.evidenceWords());
    metrics.explained(System.nanoTime() - start);
    return words;
  }

  private Label label(float score, int tokens) {
    int side = labelling.side(score, tokens);
    return side < 0 ? Label.NEGATIVE : side > 0 ? Label.POSITIVE : Label.UNCERTAIN;
  }

  /** Why the score says nothing about this review, or null. */
  private @Nullable String doubt(EncodedReview review, int known) {
    String language = review.language() == null ? null : Languages.primary(review.language());
    if (language != null && !languages.isEmpty() && !languages.contains(language)) {
      return "language '" + review.language() + "' is not the model's";
    }
    int wanted = manifest.thresholds().minKnownTokens();
    return known < wanted ? "fewer than " + wanted + " known tokens" : null;
  }

  /** How it wants texts read. */
  RuleSet rules() {
    return manifest.tokenizer();
  }

  /** Tells the model from others: the first 32 bits of its SHA-256. */
  int mark() {
    return mark;
  }

  String version() {
    return decision.version();
  }

  ModelCache.Loaded loaded() {
    return loaded;
  }

  /** To be called when no scoring thread works any more. */
  @Override
  public void close() {
    scorers.forEach(TextBatchScorer::close);
  }
}
