package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.MutationTrial.End;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Minutes of spoilt bundles under a heap of 512 MB, run by the profile {@code mutations} alone: so
 * many mutants, and the largest bundles that are taken. Prints its figures.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutationRun {
  private static final int MUTANTS = Integer.getInteger("mutations", 100_000);

  @TempDir Path directory;

  private static MutationTrial tried(String what, byte[] bundle) throws Exception {
    MutationTrial trial = new MutationTrial(bundle);
    trial.run(1, MUTANTS);
    System.out.printf("%s%n%s", what, trial.table());
    assertThat(trial.escapes()).isEmpty();
    assertThat(trial.longestMillis()).isLessThan(3_000);
    return trial;
  }

  @Test
  void mutantsOfABundleAsItIsWrittenToday() throws Exception {
    assertThat(tried("with checksums", TrialBundle.sealed()).count(End.OTHER)).isZero();
  }

  @Test
  void mutantsOfABundleWhoseGoldensAreItsOnlyCheck() throws Exception {
    assertThat(tried("golden cases alone", TrialBundle.covered()).count(End.REFUSED)).isPositive();
  }

  @Test
  void aWordDeletedAtAnyRankOfTheShippedBundleIsNoticedByItsGoldens() throws Exception {
    Zip zip = new Zip(Files.readAllBytes(Path.of("bundles", "default.zip")));
    List<String> words = List.of(zip.text(BundleFormat.VOCABULARY).split("\n", -1));
    List<Integer> passed = new ArrayList<>();
    for (int rank = 1; rank < words.size(); rank += 300) {
      List<String> fewer = new ArrayList<>(words);
      fewer.remove(rank - 1);
      ModelBundle bundle =
          BundleReader.read(
              zip.copy().with(BundleFormat.VOCABULARY, String.join("\n", fewer)).bytes());
      try {
        ScoringModel.of(bundle).checkGoldens(bundle.goldens());
        passed.add(rank);
      } catch (BundleException e) {
        assertThat(e.problem()).isEqualTo(BundleException.Problem.GOLDEN_MISMATCH);
      }
    }
    assertThat(passed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The largest vocabulary, embedding and table.
    "262144, 100, 64, 64, 2, 4, 8, 10, 100",
    // The most that folding may take, by rows of four numbers and of one.
    "131072, 100, 63, 4, 64, 4, 8, 10, 100",
    "262144, 100, 39, 1, 64, 4, 8, 10, 100",
    // The largest LSTM, the most steps, the most golden cases.
    "100, 512, 4, 512, 1, 1, 512, 6, 512",
    "100, 10000, 4, 26, 1, 1, 26, 100, 10000",
    "5000, 400, 100, 64, 5, 4, 64, 1000, 400"
  })
  void theLargestBundlesAreOpenedWithinSeconds(
      int vocabulary,
      int length,
      int embedding,
      int filters,
      int kernel,
      int pool,
      int units,
      int goldens,
      int words)
      throws Exception {
    Path file = directory.resolve("large.zip");
    write(
        RandomModels.architecture(vocabulary, length, embedding, filters, kernel, pool, units),
        "{\"text\":\"%s\",\"score\":0.5}%n".formatted("w1 ".repeat(words)).repeat(goldens),
        file);
    String outcome = ReadBundle.withHeap("512m", file);
    System.out.printf(
        "%d×%d, %d×%d, %d units, %d golden cases, %,d bytes: %s%n",
        vocabulary,
        embedding,
        filters,
        kernel,
        units,
        goldens,
        Files.size(file),
        outcome.replace(System.lineSeparator(), ", "));
    assertThat(outcome).matches("sound\\s+\\d{1,4} ms");
  }

  /** Embeddings that no zip makes smaller; all else is zero, so that every text scores 0.5. */
  private static void write(Architecture a, String goldens, Path file) throws IOException {
    StringBuilder words = new StringBuilder();
    for (int rank = 1; rank <= a.vocabularySize() - 4; rank++) {
      words.append('w').append(rank).append('\n');
    }
    Zip zip =
        new Zip(
            BundleWriter.bytes(
                RandomModels.bundle(RandomModels.architecture(30, 12, 5, 3, 3, 2, 7), 1)));
    zip.of(a)
        .with(BundleFormat.VOCABULARY, words.toString())
        .with(BundleFormat.GOLDENS, goldens)
        .with(BundleFormat.WEIGHTS, new WeightsFile(a).write(weights(a)));
    zip.write(Files.newOutputStream(file), Deflater.BEST_SPEED);
  }

  private static Weights weights(Architecture a) {
    float[] embedding = new float[a.vocabularySize() * a.embeddingSize()];
    Random random = new Random(1);
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = random.nextFloat();
    }
    int gates = 4 * a.lstmUnits();
    float[] convolution = new float[a.kernelSize() * a.embeddingSize() * a.filters()];
    Arrays.fill(convolution, 0.01f);
    return new Weights(
        embedding,
        convolution,
        new float[a.filters()],
        new float[a.filters() * gates],
        new float[a.lstmUnits() * gates],
        new float[gates],
        new float[a.denseInputs()],
        new float[1]);
  }
}
