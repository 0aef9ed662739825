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
                loaded.model().newScorer(), loaded.vocabulary(), manifest.network().tokens());
    this.mark = decision.mark();
  }

  /** The scorer of one scoring thread, for it alone; all else is for the task thread. */
  TextBatchScorer scorer(int thread) {
    return scorers.get(thread);
  }

  /** What is to be said of a review that this model has scored. */
  SentimentEvent event(
      EncodedReview review,
      Scoring scoring,
      @Nullable String role,
      @Nullable Float previousScore,
      @Nullable String previousModel) {
    int length = manifest.network().sequenceLength();
    metrics.scored(
        scoring.score(),
        Math.min(scoring.tokens.tokens(), length),
        scoring.knownTokens(),
        scoring.nanos());
    if (role != null) {
      metrics.inRole(role);
    }
    return event(review, scoring, role, previousScore, previousModel, true);
  }

  /** What this model says of a review whose event another makes. */
  SentimentEvent beside(EncodedReview review, Scoring scoring, String role) {
    metrics.inRole(role);
    return event(review, scoring, role, null, null, false);
  }

  private SentimentEvent event(
      EncodedReview review,
      Scoring scoring,
      @Nullable String role,
      @Nullable Float previousScore,
      @Nullable String previousModel,
      boolean explained) {
    float score = scoring.score();
    int known = scoring.knownTokens();
    int tokens = scoring.tokens.tokens();
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
        manifest.network().truncates(tokens, known),
        decision.version(),
        decision.sha256(),
        role,
        previousScore,
        previousModel,
        explained ? evidence(scoring.tokens, score, label) : null,
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

  /** Its decision's {@link Decision#mark}. */
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
