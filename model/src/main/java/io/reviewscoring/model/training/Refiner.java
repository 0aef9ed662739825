package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.SameWords;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Goes on from a bundle with reviews of one's own. The network stays as it is; the wide part learns
 * what the bundle gets wrong, and all is calibrated again. For one thread.
 */
public final class Refiner {
  private static final int HELD_OUT = 2000;

  /** Training reviews of each source of before; more would only take longer. */
  private static final int LEARNT_AGAIN = 6000;

  private final ModelBundle base;
  private final long seed;
  private final TrainingProgress progress;

  /**
   * @param seed of what is random: the folds, and the order in which reviews are learnt
   */
  public Refiner(ModelBundle base, long seed, TrainingProgress progress) {
    this.base = base;
    this.seed = seed;
    this.progress = progress;
  }

  /** Why nothing can be learnt from a source, in one line; empty if it can. */
  public static Optional<String> obstacle(LabelledSource source) {
    return Holdout.of(source.training(), 1, 1, 1).obstacle();
  }

  /**
   * Learns.
   *
   * @param fresh what to learn, at least one, none with an {@link #obstacle}
   * @param kept sources of before, opened without the new ones, so that they are parted as before;
   *     they are not to be lost: some of their reviews are learnt with the new ones, and of those
   *     that the bundle's training calibrated by the ones that it never learnt show the loss
   */
  public RefinedModel refine(
      List<WeightedSource> fresh, List<LabelledSource> kept, String modelVersion)
      throws InterruptedException {
    SameWords tested = new SameWords();
    fresh.forEach(each -> tested.addAll(each.source().test()));
    List<Holdout> parts = kept.stream().map(source -> heldOut(source).clearOf(tested)).toList();
    ReadReviews.Reader reader = reader();
    fresh.forEach(each -> reader.add(each.source().training(), each.weight()));
    int learnt = reader.size();
    parts.forEach(each -> reader.add(again(each), 1));
    ReadReviews reviews = reader.read();
    progress.stage(
        "Learning %,d reviews on top of %s".formatted(learnt, base.manifest().modelVersion()));
    WideDelta.Learnt delta = learn(reviews, learnt);
    Weights weights = delta.addedTo(base.weights());
    Manifest draft = draft(modelVersion, delta, fresh);
    LengthCalibration calibration = calibration(draft, weights, parts, delta);
    return measured(draft.with(calibration), weights, fresh, kept, parts);
  }

  /** Those it chose by first: its network hasn't learnt them by heart. */
  private static List<LabelledReview> again(Holdout parts) {
    List<LabelledReview> reviews = new ArrayList<>(parts.choosing());
    reviews.addAll(parts.training().subList(0, Math.min(LEARNT_AGAIN, parts.training().size())));
    return reviews;
  }

  /** As the training of the bundle did, if it was given the same source. */
  private Holdout heldOut(LabelledSource source) {
    Map<String, String> settings = base.manifest().provenance().settings();
    Holdout parts =
        Holdout.of(
            source.training(),
            setting(settings, "validationReviews"),
            setting(settings, "calibrationReviews"),
            base.manifest().provenance().seed());
    boolean refit = Boolean.parseBoolean(settings.get("wide.refit"));
    return refit ? parts.neverLearnt() : parts;
  }

  private static int setting(Map<String, String> settings, String name) {
    try {
      return Integer.parseInt(settings.getOrDefault(name, String.valueOf(HELD_OUT)));
    } catch (NumberFormatException e) {
      return HELD_OUT;
    }
  }

  private ReadReviews.Reader reader() {
    return new ReadReviews.Reader(
        new Tokenizer(base.manifest().tokenizer()),
        Math.max(base.manifest().architecture().tokens(), sizes().tokens()));
  }

  private Wide sizes() {
    return WideDelta.sizes(base.manifest().architecture());
  }

  private WideDelta.Learnt learn(ReadReviews reviews, int learnt) {
    double[] offsets;
    try (ReferenceModel reference =
        new ReferenceModel(base.manifest(), base.vocabulary(), base.weights())) {
      offsets = reference.logits(reviews.texts());
    }
    return new WideDelta(sizes(), reviews, offsets, learnt, base.weights().wide(), seed)
        .learn(progress);
  }

  /**
   * Of all lengths anew where the sources of before are there; else it stays, since the new reviews
   * say nothing of the others.
   */
  private LengthCalibration calibration(
      Manifest draft, Weights weights, List<Holdout> parts, WideDelta.Learnt delta) {
    if (parts.isEmpty()) {
      return base.manifest().calibration();
    }
    ReadReviews.Reader reader = reader();
    parts.forEach(each -> reader.add(each.calibrating(), 1));
    ReadReviews old = reader.read();
    try (ReferenceModel reference = new ReferenceModel(draft, base.vocabulary(), weights)) {
      double[] logits = reference.logits(old.texts());
      ReadReviews all = delta.unseen().and(old.fromSource(delta.sources()));
      double[] both = new double[all.size()];
      System.arraycopy(delta.unseenLogits(), 0, both, 0, delta.unseenLogits().length);
      System.arraycopy(logits, 0, both, delta.unseenLogits().length, logits.length);
      return CalibrationFit.of(both, all);
    }
  }

  private RefinedModel measured(
      Manifest manifest,
      Weights weights,
      List<WeightedSource> fresh,
      List<LabelledSource> kept,
      List<Holdout> parts)
      throws InterruptedException {
    ModelBundle bundle =
        new ModelBundle(
            manifest, base.vocabulary(), weights, Goldens.of(manifest, weights, base.vocabulary()));
    ScoringModel model = ScoringModel.of(bundle);
    Goldens.check(model, bundle.goldens());
    int threads = Runtime.getRuntime().availableProcessors();
    BulkScorer before = new BulkScorer(ScoringModel.of(base), threads);
    BulkScorer after = new BulkScorer(model, threads);
    List<RefinedModel.Compared> compared = new ArrayList<>();
    for (WeightedSource source : fresh) {
      List<LabelledReview> reviews = source.source().test();
      if (!reviews.isEmpty()) {
        compared.add(compared(source.name(), false, reviews, before, after));
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      compared.add(
          compared(kept.get(i).origin().name(), true, parts.get(i).calibrating(), before, after));
    }
    Map<String, Double> metrics = new TreeMap<>();
    for (RefinedModel.Compared each : compared) {
      String name = each.name() + (each.kept() ? ".validation" : ".test");
      metrics.put(name + ".accuracy", each.after().evaluation().accuracy());
      metrics.put(name + ".accuracyBefore", each.before().evaluation().accuracy());
      metrics.put(name + ".reviews", (double) each.after().size());
    }
    ModelBundle finished =
        new ModelBundle(
            manifest.with(metrics), bundle.vocabulary(), bundle.weights(), bundle.goldens());
    return new RefinedModel(finished, compared);
  }

  private static RefinedModel.Compared compared(
      String name, boolean kept, List<LabelledReview> reviews, BulkScorer before, BulkScorer after)
      throws InterruptedException {
    ScoredReviews old = before.scored(reviews);
    return new RefinedModel.Compared(name, kept, old, after.scored(reviews));
  }

  private Manifest draft(String modelVersion, WideDelta.Learnt delta, List<WeightedSource> fresh) {
    Manifest old = base.manifest();
    Map<String, String> settings = new TreeMap<>(old.provenance().settings());
    settings.put("from", old.modelVersion());
    settings.put("from.seed", Long.toString(seed));
    settings.put("from.cost", String.format(Locale.ROOT, "%.2f", delta.cost()));
    settings.putAll(SourceSettings.of(fresh));
    return new Manifest(
        old.formatVersion(),
        modelVersion,
        old.architecture().with(sizes()),
        old.tokenizer(),
        old.thresholds(),
        LengthCalibration.NONE,
        old.languages(),
        new Provenance(
            old.provenance().preset(),
            SourceSettings.sha256(fresh),
            old.provenance().seed(),
            Libraries.versions(),
            Map.of(),
            settings));
  }
}
