package io.reviewscoring.bench.cli;

import io.reviewscoring.bench.job.JobBench;
import io.reviewscoring.bench.job.JobFigure;
import io.reviewscoring.bench.job.JobResult;
import io.reviewscoring.bench.report.BarChart;
import io.reviewscoring.bench.scorer.ScorerBench;
import io.reviewscoring.bench.scorer.ScorerFigure;
import io.reviewscoring.bench.scorer.ScorerResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which figures the picture shows: medians. */
final class Charts {
  private Charts() {}

  static BarChart.Panel scorer(ScorerResult result) {
    Map<String, String> engines = new LinkedHashMap<>();
    engines.put(ScorerBench.SIDE_BY_SIDE, "vector, side by side");
    engines.put(ScorerBench.VECTOR, "vector");
    engines.put(ScorerBench.SCALAR, "scalar");
    engines.put(ScorerBench.ONNX, "onnxruntime");
    engines.put(ScorerBench.DL4J, "dl4j");
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    engines.forEach(
        (engine, label) -> {
          List<Double> heights = new ArrayList<>();
          for (int words : ScorerBench.WORDS) {
            Optional<ScorerFigure> figure = result.asked().figure(engine, 1, words);
            figure.ifPresent(each -> heights.add(each.rate().median()));
          }
          if (heights.size() == ScorerBench.WORDS.size()) {
            bars.put(label, heights);
          }
        });
    return new BarChart.Panel(
        "Reviews a second, one thread, the others at their best batch",
        ScorerBench.WORDS.stream().map(words -> words + " words").toList(),
        bars);
  }

  static BarChart.Panel job(JobResult result) {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (String engine : List.of("none", "vector", "onnxruntime", "dl4j")) {
      List<Double> heights = new ArrayList<>();
      for (String delivery : List.of(JobBench.EXACTLY_ONCE, JobBench.AT_LEAST_ONCE)) {
        Optional<JobFigure> figure = result.figure(engine, delivery, 1, JobBench.FULL);
        figure.ifPresent(each -> heights.add(each.rate().median()));
      }
      if (heights.size() == 2) {
        bars.put(engine, heights);
      }
    }
    return new BarChart.Panel(
        "The whole job: events a second, reviews of 100 words, 1 slot",
        List.of(JobBench.EXACTLY_ONCE, JobBench.AT_LEAST_ONCE),
        bars);
  }
}
