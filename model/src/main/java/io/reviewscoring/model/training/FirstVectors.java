package io.reviewscoring.model.training;

import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The vectors that an embedding begins with: a file's, or learnt from texts without labels. */
final class FirstVectors {
  private final Preset preset;
  private final RuleSet rules;
  private final @Nullable WordVectors file;
  private final long seed;
  private final TrainingProgress progress;
  private final StopRequest stop;

  /**
   * @param file null if there is none
   */
  FirstVectors(
      Preset preset,
      RuleSet rules,
      @Nullable WordVectors file,
      long seed,
      TrainingProgress progress,
      StopRequest stop) {
    this.preset = preset;
    this.rules = rules;
    this.file = file;
    this.seed = seed;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Id to vector [embedding]; empty where the embedding begins at random.
   *
   * @throws IOException in one line, if the file can't be read
   * @throws TrainingStopped if the training is to end
   */
  Map<Integer, float[]> of(Vocabulary vocabulary, List<String> unlabelled) throws IOException {
    if (file == null) {
      return preset.unlabelled() == null
          ? Map.of()
          : learnt(preset.unlabelled(), vocabulary, unlabelled);
    }
    Map<Integer, float[]> found = file.of(vocabulary);
    progress.stage(
        "Word vectors: %,d of %,d words".formatted(found.size(), vocabulary.words().size()));
    return found;
  }

  private Map<Integer, float[]> learnt(
      Preset.Unlabelled settings, Vocabulary vocabulary, List<String> unlabelled) {
    progress.stage(
        "Learning word vectors from %,d unlabelled reviews".formatted(unlabelled.size()));
    Tokenizer tokenizer = new Tokenizer(rules);
    List<int[]> texts = unlabelled.stream().map(text -> ids(text, tokenizer, vocabulary)).toList();
    progress.workStarted("Word vectors", "reviews", (long) settings.passes() * texts.size());
    return new SkipGram(settings, texts, vocabulary.limit(), preset.embeddingSize(), seed)
        .learn(
            done -> {
              stop.check();
              progress.workDone(done);
            });
  }

  private int[] ids(String text, Tokenizer tokenizer, Vocabulary vocabulary) {
    stop.check();
    long[] words = tokenizer.fingerprints(text, Integer.MAX_VALUE).values();
    return LongStream.of(words).mapToInt(vocabulary::id).toArray();
  }
}
