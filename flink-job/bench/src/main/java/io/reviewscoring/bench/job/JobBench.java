package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.ModelCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole job on a broker of its own, reviews that lie ready to events that a read-committed
 * consumer sees, with one engine or another in the same graph, in turn within each repetition.
 */
public final class JobBench implements AutoCloseable {
  public static final String EXACTLY_ONCE = "exactly-once";
  public static final String AT_LEAST_ONCE = "at-least-once";

  /** Words of a full-length review. */
  public static final int FULL = 100;

  private static final List<Integer> SHORTER = List.of(20, 50);
  private static final int TEXTS = 4_096;
  private static final int WARM_UPS = 3;
  private static final double STARTING = 0.2;

  private final ReviewTexts texts;
  private final JobPace pace;
  private final Console console;
  private final EmbeddedBroker broker;
  private final BenchTopics topics;
  private final Path bundle;
  private final Set<Integer> filled = new HashSet<>();
  private final Map<JobEngine.Kind, Integer> reviews = new EnumMap<>(JobEngine.Kind.class);
  private int runs;

  private record Scenario(
      JobEngine engine, String delivery, int slots, int words, @Nullable ModelCommand shadow) {

    Scenario(JobEngine engine, String delivery, int slots, int words) {
      this(engine, delivery, slots, words, null);
    }
  }

  /**
   * Starts a broker.
   *
   * @param bundle the bytes of its file
   * @param directory for all data
   */
  public JobBench(byte[] bundle, ReviewTexts texts, JobPace pace, Console console, Path directory)
      throws IOException {
    this.texts = texts;
    this.pace = pace;
    this.console = console;
    this.bundle = directory.resolve("model.zip");
    Files.write(this.bundle, bundle);
    console.progress("job: starting a broker in " + directory);
    this.broker = EmbeddedBroker.start(directory.resolve("broker"));
    this.topics = new BenchTopics(broker.bootstrapServers(), directory, this.bundle);
  }

  BenchTopics topics() {
    return topics;
  }

  Path bundle() {
    return bundle;
  }

  ReviewTexts texts() {
    return texts;
  }

  /**
   * Measures the job with each engine.
   *
   * @param engines all but our own and none
   */
  public JobResult run(List<JobEngine> engines) throws Exception {
    List<JobEngine> all = new ArrayList<>(List.of(JobEngine.none(), JobEngine.own()));
    all.addAll(engines);
    List<Scenario> scenarios = new ArrayList<>();
    List<JobEngine> some = pace.whole() ? all : List.of(JobEngine.own());
    all.forEach(engine -> scenarios.add(new Scenario(engine, EXACTLY_ONCE, 1, FULL)));
    some.forEach(engine -> scenarios.add(new Scenario(engine, AT_LEAST_ONCE, 1, FULL)));
    some.forEach(engine -> scenarios.add(new Scenario(engine, EXACTLY_ONCE, 2, FULL)));
    SHORTER.forEach(words -> scenarios.add(new Scenario(JobEngine.own(), AT_LEAST_ONCE, 1, words)));
    for (JobEngine engine : all) {
      warmUp(engine);
    }
    Map<Scenario, List<Double>> rates = new LinkedHashMap<>();
    for (int repetition = 1; repetition <= pace.repetitions(); repetition++) {
      for (Scenario scenario : scenarios) {
        double rate = rate(scenario, reviews.getOrDefault(scenario.engine().kind(), 0));
        rates.computeIfAbsent(scenario, each -> new ArrayList<>()).add(rate);
        console.progress(
            String.format(
                Locale.ROOT,
                "job: repetition %d of %d: %-11s %s, slots %d, %d words: %s events/s",
                repetition,
                pace.repetitions(),
                scenario.engine().kind().label(),
                scenario.delivery(),
                scenario.slots(),
                scenario.words(),
                Figures.count(rate)));
      }
    }
    return result(rates);
  }

  /** Events a second of the job as it is, at-least-once, full-length reviews, one slot. */
  public double ownRate() throws Exception {
    warmUp(JobEngine.own());
    return rate(
        new Scenario(JobEngine.own(), AT_LEAST_ONCE, 1, FULL),
        reviews.getOrDefault(JobEngine.Kind.OWN, pace.minReviews()));
  }

  /**
   * The same with another engine, after {@link #ownRate}.
   *
   * @param shadow stands in the control topic when the job starts; null for none
   */
  double rate(JobEngine engine, @Nullable ModelCommand shadow) throws Exception {
    return rate(
        new Scenario(engine, AT_LEAST_ONCE, 1, FULL, shadow),
        reviews.getOrDefault(JobEngine.Kind.OWN, pace.minReviews()));
  }

  /**
   * Three times, if figures are to be told: the first run in a process has a fifth of the speed,
   * the second half. The last says how many reviews.
   */
  private void warmUp(JobEngine engine) throws Exception {
    Scenario scenario = new Scenario(engine, EXACTLY_ONCE, 1, FULL);
    double seconds = pace.measured().toMillis() / 1_000.0;
    double rate = rate(scenario, pace.minReviews());
    for (int run = 2; pace.whole() && run <= WARM_UPS; run++) {
      rate = rate(scenario, count(rate * seconds));
    }
    reviews.put(engine.kind(), count(rate * seconds));
    console.progress(
        "job: warmed up %s, %s events/s".formatted(engine.kind().label(), Figures.count(rate)));
  }

  private int count(double wanted) {
    return (int) Math.max(pace.minReviews(), Math.min(pace.maxReviews(), wanted));
  }

  private double rate(Scenario scenario, int count) throws Exception {
    String source = fill(scenario.words());
    JobConfig config =
        topics.config(
            "bench-" + ++runs,
            source,
            Map.of(
                "delivery.guarantee",
                scenario.delivery(),
                "parallelism",
                Integer.toString(scenario.slots())));
    topics.create(config);
    if (scenario.shadow() != null) {
      topics.command(config, scenario.shadow());
    }
    try (KafkaConsumer<byte[], byte[]> events = topics.consumer(config.sentimentTopic());
        MeasuredJob job = MeasuredJob.start(config, scenario.engine(), bundle)) {
      return EventRate.of(events, count, STARTING, job::check, () -> ProcessorTime.NONE).rate();
    } finally {
      topics.delete(config);
    }
  }

  private String fill(int words) throws Exception {
    String topic = "reviews-" + words;
    if (filled.add(words)) {
      console.progress(
          "job: laying ready %,d reviews of %d words".formatted(pace.maxReviews(), words));
      topics.fill(topic, new ReviewRecords(texts.ofWords(words, TEXTS)), pace.maxReviews());
    }
    return topic;
  }

  private JobResult result(Map<Scenario, List<Double>> rates) {
    List<JobFigure> figures = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    rates.forEach(
        (scenario, values) -> {
          Spread spread = Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
          figures.add(
              new JobFigure(
                  scenario.engine().kind().label(),
                  scenario.engine().batch(),
                  scenario.delivery(),
                  scenario.slots(),
                  scenario.words(),
                  spread));
          if (scenario.engine().kind() == JobEngine.Kind.OWN
              && scenario.delivery().equals(AT_LEAST_ONCE)
              && scenario.slots() == 1) {
            points.add(new double[] {scenario.words(), 1e6 / spread.median()});
          }
        });
    double[] line = line(points);
    return new JobResult(figures, line[1], line[0]);
  }

  /** The straight line of least squares: what it is at 0, and its slope. */
  static double[] line(List<double[]> points) {
    double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double above = 0;
    double below = 0;
    for (double[] point : points) {
      above += (point[0] - meanX) * (point[1] - meanY);
      below += (point[0] - meanX) * (point[0] - meanX);
    }
    double slope = above / below;
    return new double[] {meanY - slope * meanX, slope};
  }

  @Override
  public void close() {
    broker.close();
  }
}
