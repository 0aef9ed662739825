package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.PartitionRange;
import io.reviewscoring.job.kafka.SpanReader;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** What a backfill would read, how much that is and how long it may take. Writes nothing. */
public final class DryRun {
  private static final int PLACES = 100;
  private static final int OFFSETS_AT_A_PLACE = 100;
  private static final int REVIEWS_TO_SCORE = 256;
  private static final double NANOS = 1e9;

  private final JobConfig config;
  private final BackfillOptions options;
  private final RunRecord run;
  private final List<Review> reviews = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private long read;

  /**
   * @param run as it would be decided
   */
  DryRun(JobConfig config, BackfillOptions options, RunRecord run) {
    this.config = config;
    this.options = options;
    this.run = run;
  }

  /** What would be read and by which models, a line each. */
  public List<String> plan() {
    return new Report(config, run).preview();
  }

  /** Why perhaps not all would be read, a line each; after the figures also what was not. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>(run.gaps());
    gaps.addAll(losses);
    return gaps;
  }

  /** At most so many records are read for the figures. */
  public long size() {
    return options.count()
        ? run.span().size()
        : Math.min(run.span().size(), (long) PLACES * OFFSETS_AT_A_PLACE);
  }

  /**
   * How much it is, a line each.
   *
   * @param progress takes now and then how many records were read
   * @throws IOException if the brokers or the model can't be reached, or retention has deleted what
   *     was to be read and that is not accepted
   */
  public List<String> figures(LongConsumer progress) throws IOException {
    Tally sum = new Tally();
    long begin = System.nanoTime();
    try (SpanReader reader = new SpanReader(config, options.count() ? options.maxRate() : null)) {
      for (PartitionRange range : run.span().partitions()) {
        for (PartitionRange part : parts(range)) {
          PartitionRange place = options.count() ? part : beginning(part);
          if (place.size() > 0) {
            Tally here = count(reader, place, progress);
            sum.add(here.times((double) part.size() / place.size()));
          }
        }
      }
      losses.addAll(reader.losses());
    }
    double seconds = seconds(sum, System.nanoTime() - begin);
    boolean all = options.count() || read == sum.read();
    return Report.estimate(sum, all ? OptionalLong.empty() : OptionalLong.of(read), seconds);
  }

  private List<PartitionRange> parts(PartitionRange range) {
    long all = Math.max(1, run.span().size());
    long size =
        options.count()
            ? Math.max(1, range.size())
            : Math.max(OFFSETS_AT_A_PLACE, (all + PLACES - 1) / PLACES);
    List<PartitionRange> parts = new ArrayList<>();
    for (long from = range.from(); from < range.to(); from += size) {
      parts.add(new PartitionRange(range.partition(), from, Math.min(range.to(), from + size)));
    }
    return parts;
  }

  private static PartitionRange beginning(PartitionRange part) {
    return new PartitionRange(
        part.partition(), part.from(), Math.min(part.to(), part.from() + OFFSETS_AT_A_PLACE));
  }

  private Tally count(SpanReader reader, PartitionRange place, LongConsumer progress)
      throws IOException {
    Tally tally = new Tally();
    ReadCounting counting = new ReadCounting(run.range());
    reader.read(
        place,
        parsed -> {
          counting.count(parsed, tally);
          keep(parsed);
          read++;
          if (read % OFFSETS_AT_A_PLACE == 0) {
            progress.accept(read);
          }
        });
    return tally;
  }

  private void keep(Parsed parsed) {
    if (parsed.review() != null && reviews.size() < REVIEWS_TO_SCORE && run.range().holds(parsed)) {
      reviews.add(parsed.review());
    }
  }

  /** To read all and to score the reviews, one after the other; or what --max-rate makes of it. */
  private double seconds(Tally sum, long readNanos) throws IOException {
    double reading = read == 0 ? 0 : readNanos / NANOS / read * sum.read();
    double scoring =
        reviews.isEmpty()
            ? 0
            : sum.reviews
                / new ScoringRate(config)
                    .perSecond(run.decisions().get(run.decisions().size() - 1), reviews);
    Integer maxRate = options.maxRate();
    return Math.max(reading + scoring, maxRate == null ? 0 : (double) sum.read() / maxRate);
  }
}
