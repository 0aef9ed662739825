package io.reviewscoring.model.bundle;

import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Opens mutants of a bundle as the job does, and counts what comes of them. For one thread. */
final class MutationTrial {

  /** What may come of a mutant. */
  enum End {
    REFUSED,
    /** It gives the same scores. */
    SAME,
    /** Scores that differ, but by no more than a golden may be off. */
    NEAR,
    /** Other scores, with all checks passed. */
    OTHER
  }

  /** Neither a refusal in one line nor a sound load. */
  record Escape(long seed, String what) {}

  private static final int PROBES = 40;
  private static final int BATCH = 50;

  private final BundleMutations mutations;
  private final List<String> probes = new ArrayList<>();
  private final float[] scores;
  private final Map<BundleMutations.Kind, Map<End, Integer>> counts =
      new EnumMap<>(BundleMutations.Kind.class);
  private final List<Escape> escapes = new ArrayList<>();
  private long longestNanos;

  /** Takes what a sound bundle scores on texts of words from everywhere in its vocabulary. */
  MutationTrial(byte[] bundle) throws BundleException {
    this.mutations = new BundleMutations(bundle);
    ModelBundle sound = BundleReader.read(bundle);
    List<String> words = new ArrayList<>(sound.vocabulary().words());
    Collections.shuffle(words, new Random(1));
    int each = Math.min(words.size() / PROBES, sound.manifest().architecture().sequenceLength());
    for (int i = 0; i < PROBES; i++) {
      probes.add(String.join(" ", words.subList(i * each, (i + 1) * each)));
    }
    this.scores = scores(sound, ScoringModel.of(sound));
  }

  private float[] scores(ModelBundle bundle, ScoringModel model) {
    int length = bundle.manifest().architecture().tokens();
    Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);
    Scorer scorer = model.newScorer();
    float[] found = new float[PROBES];
    for (int i = 0; i < PROBES; i++) {
      TokenFingerprints tokens = tokenizer.fingerprints(probes.get(i), length);
      found[i] = scorer.score(tokens.values(), tokens.tokens());
    }
    return found;
  }

  /** Tries the mutants of so many seeds. */
  void run(long firstSeed, int count) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      BundleMutations.Mutant mutant = mutations.mutant(seed);
      try {
        count(mutant.kind(), end(mutant.bytes()));
      } catch (RuntimeException | Error e) { // Whatever it is, it is what is looked for.
        escapes.add(new Escape(seed, e.toString()));
      }
      if (seed % BATCH == 0) { // Reading that clock may take as long as a mutant.
        long now = threads.getCurrentThreadCpuTime();
        longestNanos = Math.max(longestNanos, now - start);
        start = now;
      }
    }
  }

  private void count(BundleMutations.Kind kind, End end) {
    counts.computeIfAbsent(kind, k -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
  }

  private End end(byte[] bytes) {
    try {
      ModelBundle bundle = BundleReader.read(bytes);
      ScoringModel model = ScoringModel.of(bundle);
      model.checkGoldens(bundle.goldens());
      return end(scores(bundle, model));
    } catch (BundleException e) {
      if (e.reason().isBlank() || e.reason().lines().count() != 1) {
        throw new IllegalStateException("no reason in one line: " + e.reason(), e);
      }
      return End.REFUSED;
    }
  }

  private End end(float[] found) {
    double most = 0;
    for (int i = 0; i < PROBES; i++) {
      double off = Math.abs(found[i] - scores[i]);
      most = Math.max(most, off >= 0 ? off : 1); // NaN
    }
    return most == 0 ? End.SAME : most <= ScoringModel.GOLDEN_TOLERANCE ? End.NEAR : End.OTHER;
  }

  List<Escape> escapes() {
    return escapes;
  }

  int count(End end) {
    return counts.values().stream().mapToInt(ends -> ends.getOrDefault(end, 0)).sum();
  }

  /** The most processor time that {@value #BATCH} mutants took, one after the other. */
  long longestMillis() {
    return longestNanos / 1_000_000;
  }

  /** A line a kind, of how many ended how; then all, and the longest. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(row("kind", List.of(End.values())));
    counts.forEach(
        (kind, ends) ->
            table.append(
                row(
                    kind.name(),
                    List.of(End.values()).stream().map(e -> ends.getOrDefault(e, 0)).toList())));
    table.append(row("all", List.of(End.values()).stream().map(this::count).toList()));
    return table
        .append(
            "escapes %d, at most %d ms of processor time for %d mutants%n"
                .formatted(escapes.size(), longestMillis(), BATCH))
        .toString();
  }

  private static String row(String name, List<?> cells) {
    StringBuilder row = new StringBuilder("%-16s".formatted(name));
    cells.forEach(cell -> row.append("%9s".formatted(cell)));
    return row.append(System.lineSeparator()).toString();
  }
}
