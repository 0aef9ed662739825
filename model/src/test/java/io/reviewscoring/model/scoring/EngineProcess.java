package io.reviewscoring.model.scoring;

import static io.reviewscoring.model.fixture.RandomModels.architecture;
import static io.reviewscoring.model.network.Architecture.EMBEDDING_CONV_LSTM_MAX;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.LayeredModels;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Prints which engine a JVM runs, and the bits that it gives to networks of awkward sizes. */
final class EngineProcess {

  /**
   * Sizes that are no multiple of any width, one below and one above a width, and ones; and a table
   * and a row so large that rare words are fetched, more than once.
   */
  private static final List<Architecture> ARCHITECTURES =
      List.of(
          architecture(5, 1, 1, 1, 1, 1, 1),
          architecture(EMBEDDING_CONV_LSTM_MAX, 50, 5, 3, 1, 5, 1, 1),
          architecture(50, 23, 7, 3, 1, 4, 7),
          architecture(50, 27, 5, 3, 5, 4, 4),
          architecture(50, 27, 5, 16, 5, 4, 16),
          architecture(50, 24, 8, 15, 3, 2, 17),
          architecture(EMBEDDING_CONV_LSTM_MAX, 50, 29, 5, 17, 5, 4, 33),
          architecture(50, 31, 9, 33, 5, 3, 31),
          architecture(EMBEDDING_CONV_LSTM_MAX, 50, 27, 5, 16, 5, 4, 70),
          architecture(50, 27, 5, 64, 5, 4, 64),
          architecture(4_000, 107, 3, 33, 3, 2, 9));

  /** That read more tokens than their layers do, fewer, and as many. */
  private static final List<Architecture> WIDE =
      List.of(
          architecture(5, 1, 1, 1, 1, 1, 1).with(new Wide(2, 10, 3)),
          architecture(50, 23, 7, 3, 1, 4, 7).with(new Wide(3, 16, 40)),
          architecture(EMBEDDING_CONV_LSTM_MAX, 50, 27, 5, 16, 5, 4, 70).with(new Wide(1, 10, 9)),
          architecture(50, 31, 9, 33, 5, 3, 31).with(new Wide(4, 22, 31)),
          architecture(50, 23, 7, 3, 1, 4, 7).with(Wide.tagged(3, 14, 40, 12)));

  private EngineProcess() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    Engine engine = Engine.best();
    System.out.println(engine + " " + width());
    scores(engine).forEach(System.out::println);
  }

  /** The width in bits, or why there is none. */
  private static String width() throws ReflectiveOperationException {
    ModelBundle bundle = RandomModels.bundle(ARCHITECTURES.get(0), 1);
    try {
      ScoringModel unused = ScoringModel.of(bundle, Engine.VECTOR);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
    Class<?> network = Class.forName(Engine.class.getPackageName() + ".VectorNetwork");
    return String.valueOf(Float.SIZE * network.getDeclaredField("WIDTH").getInt(null));
  }

  /** A line a row: its bits one at a time, and with no pad skipped. Then those side by side. */
  static List<String> scores(Engine engine) {
    List<String> lines = new ArrayList<>();
    Random random = new Random(31);
    for (Architecture architecture : ARCHITECTURES) {
      ScoringModel model = ScoringModel.of(RandomModels.bundle(architecture, 30), engine);
      Scorer scorer = model.newScorer();
      for (int[] row : rows(architecture, 9, 0, random)) {
        lines.add(bits(scorer.scoreRow(row), scorer.scoreEveryStep(row)));
      }
      // One for all, as what stands in its lanes must not matter.
      BatchScorer batch = model.newBatchScorer();
      for (int count : new int[] {9, 2, 8, 3, 5, 17, 4, 7, 6}) {
        for (int leastPads : leastPads(architecture)) {
          float[] sideBySide = new float[count];
          batch.scoreRows(rows(architecture, count, leastPads, random), sideBySide);
          lines.add(bits(sideBySide));
        }
      }
    }
    WIDE.forEach(architecture -> lines.addAll(scoresOfTexts(architecture, engine)));
    LayeredModels.all(13, 20, false)
        .forEach(network -> lines.addAll(scoresOfLayers(network, engine)));
    return lines;
  }

  /** Rows of a general network, with their bits one at a time; then those side by side. */
  private static List<String> scoresOfLayers(LayeredNetwork network, Engine engine) {
    ScoringModel model = ScoringModel.of(LayeredModels.bundle(network, 33), engine);
    List<int[]> rows = rows(network, 21, 0, new Random(34));
    for (int i = 0; i < rows.size(); i += 3) {
      int[] row = rows.get(i);
      Arrays.fill(row, row.length - i % row.length, row.length, Vocabulary.PAD);
    }
    float[] scores = new float[rows.size()];
    Scorer scorer = model.newScorer();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scorer.scoreRow(rows.get(i));
    }
    float[] sideBySide = new float[rows.size()];
    model.newBatchScorer().scoreRows(rows, sideBySide);
    return List.of(bits(scores), bits(sideBySide));
  }

  /** Texts of all lengths, with their bits one at a time; then those side by side. */
  private static List<String> scoresOfTexts(Architecture architecture, Engine engine) {
    int length = architecture.tokens();
    ModelBundle bundle =
        RandomModels.calibrated(RandomModels.bundle(architecture, 32), 0, 2, length + 1);
    ScoringModel model = ScoringModel.of(bundle, engine);
    List<TokenFingerprints> texts = WideTexts.upTo(2 * length, bundle.vocabulary());
    Scorer scorer = model.newScorer();
    List<String> lines = new ArrayList<>();
    texts.forEach(text -> lines.add(bits(scorer.score(text.values(), text.tokens()))));
    float[] sideBySide = new float[texts.size()];
    model.newBatchScorer().score(texts, sideBySide, new int[texts.size()]);
    lines.add(bits(sideBySide));
    return lines;
  }

  /** All rows whole, a step or more of pads in each of them, and nothing but pads. */
  private static List<Integer> leastPads(Architecture architecture) {
    int length = architecture.sequenceLength();
    return List.of(
        0, Math.min(length, architecture.kernelSize() + architecture.poolSize()), length);
  }

  private static String bits(float... scores) {
    StringBuilder bits = new StringBuilder();
    for (float score : scores) {
      bits.append("%08x ".formatted(Float.floatToRawIntBits(score)));
    }
    return bits.toString();
  }

  /** Some with so many pads and no more, one with pads only, and all between, in no order. */
  private static List<int[]> rows(Network network, int count, int leastPads, Random random) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] row = new int[network.sequenceLength()];
      int more = i == 5 ? row.length - leastPads : random.nextInt(row.length - leastPads + 1);
      int pads = leastPads + (i < 4 ? 0 : more);
      for (int place = pads; place < row.length; place++) {
        row[place] = random.nextInt(network.vocabularySize());
      }
      rows.add(row);
    }
    return rows;
  }
}
