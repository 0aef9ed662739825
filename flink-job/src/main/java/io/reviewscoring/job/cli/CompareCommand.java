package io.reviewscoring.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.backfill.Difference;
import io.reviewscoring.job.backfill.EventComparison;
import io.reviewscoring.job.backfill.PairComparison;
import io.reviewscoring.job.backfill.WindowComparison;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Whether a backfill gave what the live job gave: {@code compare}. */
@Command(
    name = "compare",
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis =
        "review-scoring compare --bootstrap.servers=HOST:PORT [--with=TOPIC] [--run-id=ID]"
            + " [--from=INSTANT --to=INSTANT] [--from-offsets=P=OFFSET,…] [--NAME=VALUE…]",
    description = {
      "Compares the job's events, final aggregates and comparisons of models with a backfill's. Of",
      "events all counts but previousScore, previousModel and text, and evidence where only one",
      "side has it; the job's windows count with the reviews that were late for them.",
      "Exit code 0: nothing differs; 3: something does; 1: failed; 2: wrong options, or nothing to",
      "compare.",
      ""
    },
    footer = {
      "",
      "The job's options that name topics, window.size, kafka.NAME and --config are taken too."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 3;
  private static final String DEFAULT_SUFFIX = "-backfill";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  private BrokerOptions brokers =
      new BrokerOptions("window.size", "reviews.", "review.", "timestamp.");

  @Unmatched private List<String> further = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "TOPIC",
      description = "The backfill's events (default: sentiment.topic and -backfill).")
  private @Nullable String with;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The run, if that topic holds several.")
  private @Nullable String runId;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Event time of the first reviews, widened to whole windows (default: all).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Event time that they end before, widened to whole windows.")
  private @Nullable String to;

  @Mixin private OffsetOptions offsets = new OffsetOptions();

  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    // It only reads: what is no longer there is named.
    JobConfig config = brokers.config(further, Map.of("accept.loss", "true"));
    offsets.check();
    EventTimeRange range = EventTimeRange.between(from, to).wholeWindows(config.windowSize());
    String events = config.sentimentTopic();
    String otherEvents = with == null ? events + DEFAULT_SUFFIX : with;
    // The windows' topics have the same ending; those that are named otherwise are not known.
    String suffix = otherEvents.startsWith(events) ? otherEvents.substring(events.length()) : "";
    String otherAggregates = suffix.isEmpty() ? null : config.aggregatesTopic() + suffix;
    String otherComparisons = suffix.isEmpty() ? null : config.comparisonTopic() + suffix;
    PrintWriter out = spec.commandLine().getOut();
    RunCommand.sayWhoIsAsked(out, config);
    List<String> read = new ArrayList<>(List.of(events, otherEvents, config.deadLettersTopic()));
    if (offsets.given()) {
      read.add(config.reviewsTopic());
    } else if (otherAggregates != null && otherComparisons != null) {
      read.addAll(List.of(config.aggregatesTopic(), otherAggregates));
      read.addAll(List.of(config.comparisonTopic(), otherComparisons));
    }
    new Access(config).check(Needs.toRead(read));
    checkTopics(config, List.of(events, otherEvents, config.deadLettersTopic()));

    var topics = new ComparedTopics(config, runId, out);
    var windows = new WindowComparison(config.windowSize());
    Predicate<String> inRange = instant -> range.contains(Instant.parse(instant).toEpochMilli());
    // The others may be anything, even such JSON.
    topics.read(config.deadLettersTopic(), DeadLetterRecord::isJson, windows::addDeadLetter);
    Predicate<JsonNode> ofReviews =
        offsets.reviews(config, gap -> out.println("not compared " + gap));
    Predicate<JsonNode> wanted =
        event -> inRange.test(event.path("timestamp").asText()) && ofReviews.test(event);
    Difference difference = events(topics, events, otherEvents, wanted, windows);
    if (runId != null && difference.other() == 0) {
      throw new CommandException(
          CommandException.USAGE, "topic " + otherEvents + " has no event of run " + runId);
    }
    if (difference.one() == 0 && difference.other() == 0) {
      throw new CommandException(
          CommandException.USAGE, "nothing to compare: no event of either topic is in the range");
    }
    topics.print("events", difference, events, otherEvents);
    boolean equal = difference.isNone();
    if (offsets.given()) {
      out.println("windows are not compared: they may hold reviews of other offsets, too");
    } else {
      Predicate<JsonNode> inWindows = result -> inRange.test(result.path("windowStart").asText());
      Optional<Difference> ofProducts =
          topics.windows(
              "final aggregates",
              config.aggregatesTopic(),
              otherAggregates,
              inWindows,
              windows::addAggregate,
              windows::addOtherAggregate,
              windows::result);
      if (ofProducts.isPresent()) {
        topics.print(
            "final aggregates",
            ofProducts.get(),
            config.aggregatesTopic(),
            String.valueOf(otherAggregates));
        out.printf(
            Locale.ROOT,
            "  %,d of the job's reviews were late for their windows, and are counted in%n",
            windows.lateReviews());
        equal &= ofProducts.get().isNone();
      }
      var pairs = new PairComparison();
      Optional<Difference> ofModels =
          topics.windows(
              "comparisons of models",
              config.comparisonTopic(),
              otherComparisons,
              inWindows,
              pairs::add,
              pairs::addOther,
              pairs::result);
      // Where nobody experiments there is nothing to be said of it.
      if (ofModels.filter(each -> each.one() + each.other() > 0).isPresent()) {
        topics.print(
            "comparisons of models",
            ofModels.get(),
            config.comparisonTopic(),
            String.valueOf(otherComparisons));
        equal &= ofModels.get().isNone();
      }
    }
    out.println(equal ? "equal" : "not equal");
    out.flush();
    return equal ? 0 : DIFFERENT;
  }

  /** Compares the events; gives those that may have been late to the windows. */
  private static Difference events(
      ComparedTopics topics,
      String events,
      String otherEvents,
      Predicate<JsonNode> wanted,
      WindowComparison windows)
      throws IOException, CommandException {
    try (var comparison = new EventComparison()) {
      topics.read(
          events,
          event -> {
            if (wanted.test(event)) {
              comparison.add(event);
              windows.addEvent(event);
            }
          });
      topics.readOther(
          otherEvents,
          event -> {
            if (wanted.test(event)) {
              comparison.addOther(event);
            }
          });
      if (topics.runs() > 1) {
        throw new CommandException(
            CommandException.USAGE,
            "topic " + otherEvents + " holds several runs: name one with --run-id");
      }
      return comparison.result();
    }
  }

  static void checkTopics(JobConfig config, List<String> topics)
      throws IOException, CommandException {
    Topics present = new Topics(config);
    for (String topic : topics) {
      if (present.isMissing(topic)) {
        throw new CommandException(CommandException.USAGE, "missing topic: " + topic);
      }
    }
  }
}
