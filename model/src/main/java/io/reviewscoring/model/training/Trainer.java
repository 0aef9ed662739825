package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.evaluation.DataHash;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model on the reviews of one or more sources. Of each source some reviews are held out
 * to choose by and others to calibrate by; its test part is looked at once, at the end. Same data,
 * preset and seed: the same bundle.
 *
 * <p>A wide part is learnt first. Then a network learns what that leaves over; where the preset
 * says so, its embedding begins with vectors that are learnt from texts without labels. The two are
 * blended as is best on the reviews to choose by.
 *
 * <p>{@link #train} belongs to one thread, {@link #stop} to any.
 */
public final class Trainer {

  private final String presetName;
  private final Preset preset;
  private final RuleSet rules;
  private final long seed;
  private final TrainingProgress progress;
  private final @Nullable WordVectors vectors;
  private final @Nullable StateFile stateFile;
  private final StopRequest stop = new StopRequest();
  private boolean lookAtTest = true;

  /**
   * @param presetName what the provenance says
   * @param preset its embedding as wide as the vectors
   * @param rules that tell words apart
   * @param seed of weights, dropout, order and holdout
   * @param vectors what the embedding begins with, as far as they know the words; random if null
   * @param stateFile where each epoch leaves how far it came, and from where a training that was
   *     killed goes on; null for neither
   */
  public Trainer(
      String presetName,
      Preset preset,
      RuleSet rules,
      long seed,
      TrainingProgress progress,
      @Nullable WordVectors vectors,
      @Nullable StateFile stateFile) {
    if (vectors != null && vectors.width() != preset.embeddingSize()) {
      throw new IllegalArgumentException(
          "an embedding of %d numbers can't begin with vectors of %d"
              .formatted(preset.embeddingSize(), vectors.width()));
    }
    this.presetName = presetName;
    this.preset = preset;
    this.rules = rules;
    this.seed = seed;
    this.progress = progress;
    this.vectors = vectors;
    this.stateFile = stateFile;
  }

  /**
   * Ends the training: after the step of an epoch that runs, and the best epoch so far becomes the
   * model; before the first epoch at once.
   */
  public void stop() {
    stop.make();
  }

  /** Leaves the test parts alone: for trainings that others are chosen by. */
  public void withoutTest() {
    lookAtTest = false;
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopped() {
    return stop.isMade();
  }

  /** Why no model comes of a source, in one line; empty if one can. */
  public Optional<String> obstacle(WeightedSource source) {
    return SourceParts.of(source, preset, seed).parts().obstacle();
  }

  /**
   * Trains.
   *
   * @param sources at least one, none with an {@link #obstacle}
   * @throws IllegalArgumentException if the preset learns from texts without labels, and no source
   *     has any
   * @throws IOException in one line, if the word vectors can't be read
   * @return the model, or nothing if it was stopped before the first epoch was over, or before it
   *     was back where an earlier run had ended
   */
  public Optional<TrainedModel> train(List<WeightedSource> sources, String modelVersion)
      throws InterruptedException, IOException {
    try {
      return trained(sources, modelVersion);
    } catch (TrainingStopped e) {
      return Optional.empty();
    }
  }

  private Optional<TrainedModel> trained(List<WeightedSource> sources, String modelVersion)
      throws InterruptedException, IOException {
    List<SourceParts> parts =
        sources.stream().map(source -> SourceParts.of(source, preset, seed)).toList();
    List<String> unlabelled = unlabelled(sources);
    VocabularyCounter counter = counted(parts, unlabelled);
    int size = preset.vocabularySize();
    Vocabulary vocabulary = new Vocabulary(counter.wordsByRank(size), size);
    ReadReviews whole = read(parts, Holdout::training);
    ReadReviews chosenBy = read(parts, Holdout::choosing);
    ReadReviews calibratedBy = read(parts, Holdout::calibrating);
    WideSide wide = wide(parts, whole, chosenBy, calibratedBy);
    TextRows rows = new TextRows(rules, vocabulary, preset.sequenceLength());
    stop.check();
    Choosing choosing = choosing(parts, chosenBy, wide, rows);
    choosing.ofWide().ifPresent(progress::stage);
    Begun training = wide == null ? Begun.with(withPieces(whole)) : wide.training();
    TrainingExamples examples = TrainingExamples.of(training.reviews(), training.offsets(), rows);
    NetworkTraining network = new NetworkTraining(preset, seed, choosing, progress, stop::isMade);
    String identity = identity(sources, unlabelled);
    Optional<TrainingState> before =
        stateFile == null ? Optional.empty() : stateFile.read(identity);
    before.ifPresent(state -> progress.stage("Going on after epoch " + state.epoch()));
    network.run(
        examples,
        before.isPresent() ? Map.of() : firstVectors().of(vocabulary, unlabelled),
        before.orElse(null),
        state -> {
          if (stateFile != null) {
            stateFile.write(identity, state);
          }
        });
    NetworkTraining.Epoch best = network.best();
    if (best == null) {
      return Optional.empty();
    }
    Manifest draft =
        BundleAssembly.draft(
            modelVersion,
            preset.architecture(),
            rules,
            provenance(sources, best, counter, unlabelled));
    return Optional.of(
        new BundleAssembly(parts, lookAtTest, progress)
            .assemble(
                draft,
                vocabulary,
                best.blend().fold(best.weights(), wide == null ? null : wide.shipped()),
                calibrating(best, calibratedBy, wide, rows),
                new TrainingHistory(network.history(), best.number())));
  }

  /** All that a training depends on. */
  private String identity(List<WeightedSource> sources, List<String> unlabelled)
      throws IOException {
    StringBuilder identity = new StringBuilder();
    identity.append(preset).append(rules).append(seed).append(Libraries.versions());
    for (WeightedSource source : sources) {
      identity.append(source.weight()).append(DataHash.of(source.source().training()));
    }
    identity.append(DataHash.ofTexts(unlabelled));
    if (vectors != null) {
      identity.append(vectors.sha256());
    }
    return identity.toString();
  }

  private List<String> unlabelled(List<WeightedSource> sources) {
    if (preset.unlabelled() == null) {
      return List.of();
    }
    List<String> texts =
        sources.stream().flatMap(source -> source.source().unlabelled().stream()).toList();
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(
          "the data has no unlabelled reviews, which the preset needs");
    }
    return texts;
  }

  private VocabularyCounter counted(List<SourceParts> parts, List<String> unlabelled) {
    List<String> texts = new ArrayList<>();
    parts.forEach(each -> each.parts().training().forEach(review -> texts.add(review.text())));
    texts.addAll(unlabelled);
    progress.stage("Counting the words of %,d reviews".formatted(texts.size()));
    VocabularyCounter counter = new VocabularyCounter(rules);
    for (String text : texts) {
      stop.check();
      counter.add(text);
    }
    return counter;
  }

  private ReadReviews read(List<SourceParts> parts, Function<Holdout, List<LabelledReview>> part) {
    stop.check();
    int most = preset.architecture().tokens();
    return SourceParts.read(parts, part, new ReadReviews.Reader(new Tokenizer(rules), most));
  }

  private ReadReviews withPieces(ReadReviews reviews) {
    return preset.crops() == null ? reviews : reviews.and(Crops.of(reviews, preset.crops(), seed));
  }

  private @Nullable WideSide wide(
      List<SourceParts> parts, ReadReviews whole, ReadReviews choosing, ReadReviews calibrating) {
    Preset.WidePart settings = preset.wide();
    return settings == null
        ? null
        : new WideSide.Learning(
                new WideTraining(settings, seed, stop), settings, this::withPieces, progress)
            .run(parts, whole, choosing, calibrating);
  }

  private Calibrating calibrating(
      NetworkTraining.Epoch best, ReadReviews reviews, @Nullable WideSide wide, TextRows rows) {
    try (Dl4jNetwork network = Dl4jNetwork.of(preset.architecture(), best.weights())) {
      double[] logits = network.logOdds(reviews.texts().stream().map(rows::row).toList());
      return new Calibrating(
          reviews, best.blend().logits(logits, wide == null ? null : wide.calibrating()));
    }
  }

  private static Choosing choosing(
      List<SourceParts> parts, ReadReviews reviews, @Nullable WideSide wide, TextRows rows) {
    return new Choosing(
        reviews,
        reviews.texts().stream().map(rows::row).toList(),
        wide == null ? null : wide.choosing(),
        parts.stream()
            .map(each -> new Choosing.Part(each.source().name(), each.parts().choosing().size()))
            .toList());
  }

  private FirstVectors firstVectors() {
    return new FirstVectors(preset, rules, vectors, seed, progress, stop);
  }

  private Provenance provenance(
      List<WeightedSource> sources,
      NetworkTraining.Epoch best,
      VocabularyCounter counter,
      List<String> unlabelled)
      throws IOException {
    Map<String, String> settings = preset.settings();
    settings.put("bestEpoch", Integer.toString(best.number()));
    settings.put("blend.network", decimal(best.blend().network()));
    settings.put("blend.wide", decimal(best.blend().wide()));
    settings.put("wordsCounted", Integer.toString(counter.size()));
    settings.putAll(SourceSettings.of(sources));
    if (!unlabelled.isEmpty()) {
      settings.put("unlabelledReviews", Integer.toString(unlabelled.size()));
      settings.put("unlabelledSha256", DataHash.ofTexts(unlabelled));
    }
    if (vectors != null) {
      settings.put("vectorsSha256", vectors.sha256());
    }
    return new Provenance(
        presetName, SourceSettings.sha256(sources), seed, Libraries.versions(), Map.of(), settings);
  }

  /** Not Double.toString, which differs between Java 17 and later ones. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
