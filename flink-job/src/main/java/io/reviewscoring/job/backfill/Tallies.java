package io.reviewscoring.job.backfill;

import io.reviewscoring.job.graph.Streams;
import io.reviewscoring.job.parse.EventTimeRange;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The part of a backfill's graph that counts along. */
final class Tallies {
  private static final TypeInformation<Tally> TYPE = TypeInformation.of(Tally.class);

  private Tallies() {}

  /**
   * Adds it.
   *
   * @param range the event times that are scored
   * @param directory URI of where the sum is written
   */
  static void count(Streams streams, EventTimeRange range, String directory) {
    DataStream<Tally> read =
        tap(streams.read(), "count read", new TallyTap<>(new ReadCounting(range)));
    DataStream<Tally> events =
        tap(
            streams.events(),
            "count events",
            new TallyTap<>(
                (event, tally) -> tally.events.merge(event.modelVersion(), 1L, Long::sum)));
    DataStream<Tally> aggregates =
        tap(
            streams.aggregates(),
            "count aggregates",
            new TallyTap<>((aggregate, tally) -> tally.aggregates++));
    DataStream<Tally> comparisons =
        tap(
            streams.comparisons(),
            "count comparisons",
            new TallyTap<>((comparison, tally) -> tally.comparisons++));
    read.union(events, aggregates, comparisons)
        .transform("tally", TYPE, new TallyOperator(directory))
        .uid("tally")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  private static <T> DataStream<Tally> tap(DataStream<T> stream, String name, TallyTap<T> tap) {
    return stream.transform(name, TYPE, tap).uid(name);
  }
}
