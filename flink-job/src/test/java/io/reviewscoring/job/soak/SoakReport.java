package io.reviewscoring.job.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;

/** What a run came to, as text, table and picture. */
final class SoakReport {
  private static final double MEBI = 1 << 20;
  private static final int THROUGHPUT_SECONDS = 10;

  private final List<Sample> samples;
  private final List<Double> swaps;

  /**
   * @param swaps seconds since the run began
   */
  SoakReport(List<Sample> samples, List<Double> swaps) {
    this.samples = samples;
    this.swaps = swaps;
  }

  /** Prints the verdict, writes the files, and says whether all that must be flat is flat. */
  boolean write(Path directory, String name, long sent, EventCounter counter, String models)
      throws IOException {
    List<Trend.Point> heap =
        samples.stream()
            .filter(sample -> sample.liveHeapBytes() != null)
            .map(
                sample ->
                    new Trend.Point(
                        sample.seconds(), Objects.requireNonNull(sample.liveHeapBytes())))
            .toList();
    List<Trend.Point> metaspace =
        samples.stream()
            .map(sample -> new Trend.Point(sample.seconds(), sample.metaspaceBytes()))
            .toList();
    List<Trend.Point> resident =
        samples.stream()
            .map(sample -> new Trend.Point(sample.seconds(), sample.residentBytes()))
            .toList();
    List<Trend.Point> state =
        samples.stream()
            .filter(sample -> sample.stateBytes() > 0)
            .map(sample -> new Trend.Point(sample.seconds(), sample.stateBytes()))
            .toList();
    List<Trend.Point> checkpoints =
        samples.stream()
            .filter(sample -> sample.stateBytes() > 0)
            .map(sample -> new Trend.Point(sample.seconds(), sample.checkpointMillis()))
            .toList();
    List<Trend.Point> throughput = throughput();
    List<Trend> trends =
        List.of(
            Trend.of("live heap", heap),
            Trend.of("metaspace", metaspace),
            Trend.of("resident", resident),
            Trend.of("state", state));
    double end = samples.get(samples.size() - 1).seconds();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f s, %,d reviews sent, %,d events, %d lost, %d twice",
            end,
            sent,
            counter.events(),
            sent - (counter.events() - counter.twice()),
            counter.twice()));
    lines.add(models + "; events by " + String.join(" and ", new TreeSet<>(counter.models())));
    lines.add("second half       mean              rise");
    trends.forEach(trend -> lines.add(trend.line(MEBI, "MiB")));
    Trend load = Trend.of("throughput", throughput);
    lines.add(load.line(1, "reviews/s"));
    double[] durations = checkpoints.stream().mapToDouble(Trend.Point::value).sorted().toArray();
    lines.add(
        String.format(
            Locale.ROOT,
            "checkpoints  median %.0f ms, longest %.0f ms",
            durations[durations.length / 2],
            durations[durations.length - 1]));
    lines.add(
        String.format(
            Locale.ROOT,
            "resident at most %.0f MiB",
            resident.stream().mapToDouble(Trend.Point::value).max().orElseThrow() / MEBI));
    boolean flat = trends.stream().allMatch(trend -> trend.isFlatUnder(load));
    lines.add(
        "verdict: %s (flat: nothing rises by more than 10 %% beyond the throughput)"
            .formatted(flat ? "flat" : "NOT FLAT"));
    lines.forEach(System.out::println);
    Files.write(directory.resolve(name + ".txt"), lines);
    List<String> table = new ArrayList<>(List.of(Sample.HEADER));
    samples.forEach(sample -> table.add(sample.csv()));
    Files.write(directory.resolve(name + ".csv"), table);
    new SoakChart(end)
        .write(
            List.of(
                new SoakChart.Panel(
                    "live heap after a full collection, MiB", heap, MEBI, List.of()),
                new SoakChart.Panel("metaspace, MiB", metaspace, MEBI, List.of()),
                new SoakChart.Panel("resident memory, MiB", resident, MEBI, List.of()),
                new SoakChart.Panel("state in a checkpoint, MiB", state, MEBI, List.of()),
                new SoakChart.Panel("duration of a checkpoint, ms", checkpoints, 1, List.of()),
                new SoakChart.Panel(
                    "reviews a second (bars: swaps of the model); minutes below",
                    throughput,
                    1,
                    swaps)),
            directory.resolve(name));
    return flat;
  }

  /** Events a second on average over the second half. */
  double rate() {
    return Trend.of("throughput", throughput()).mean();
  }

  /** Over the last seconds, as events show only when a checkpoint completes. */
  private List<Trend.Point> throughput() {
    List<Trend.Point> points = new ArrayList<>();
    for (int i = THROUGHPUT_SECONDS; i < samples.size(); i++) {
      Sample earlier = samples.get(i - THROUGHPUT_SECONDS);
      Sample later = samples.get(i);
      points.add(
          new Trend.Point(
              later.seconds(),
              (later.events() - earlier.events()) / (later.seconds() - earlier.seconds())));
    }
    return points;
  }
}
