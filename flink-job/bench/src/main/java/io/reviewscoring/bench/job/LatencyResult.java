package io.reviewscoring.bench.job;

import java.util.List;

/**
 * What the latency's part of the benchmark found.
 *
 * @param rate reviews a second that came in
 */
public record LatencyResult(double rate, List<LatencyFigure> figures) {}
