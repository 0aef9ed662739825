package io.reviewscoring.job.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.backfill.Difference;
import io.reviewscoring.job.backfill.EventComparison;
import io.reviewscoring.job.backfill.WindowComparison;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.RunHeader;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
      "Compares the job's events and final aggregates with a backfill's. Of events all counts but",
      "previousScore and text, and evidence where only one side has it; the job's aggregates count",
      "with the reviews that were late for them.",
      "Exit code 0: nothing differs; 3: something does; 1: failed; 2: nothing to compare.",
      ""
    },
    footer = {
      "",
      "The job's options that name topics, window.size, kafka.NAME and --config are taken too."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 3;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT_SUFFIX = "-backfill";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions();

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
    JobConfig config = brokers.config(further, Map.of());
    offsets.check();
    EventTimeRange range = EventTimeRange.between(from, to).wholeWindows(config.windowSize());
    String events = config.sentimentTopic();
    String otherEvents = with == null ? events + DEFAULT_SUFFIX : with;
    // The aggregates' topic has the same ending; one that is named otherwise is not known.
    String suffix = otherEvents.startsWith(events) ? otherEvents.substring(events.length()) : "";
    String otherAggregates = config.aggregatesTopic() + suffix;
    PrintWriter out = spec.commandLine().getOut();
    RunCommand.sayWhoIsAsked(out, config);
    List<String> read = new ArrayList<>(List.of(events, otherEvents, config.deadLettersTopic()));
    if (offsets.given()) {
      read.add(config.reviewsTopic());
    } else if (!suffix.isEmpty()) {
      read.addAll(List.of(config.aggregatesTopic(), otherAggregates));
    }
    new Access(config).check(Needs.toRead(read));
    checkTopics(config, List.of(events, otherEvents, config.deadLettersTopic()));

    var windows = new WindowComparison(config.windowSize());
    Predicate<String> inRange = instant -> range.contains(Instant.parse(instant).toEpochMilli());
    // The others may be anything, even such JSON.
    read(config, config.deadLettersTopic(), DeadLetterRecord::isJson, windows::addDeadLetter);
    Predicate<JsonNode> ofReviews = offsets.reviews(config);
    Predicate<JsonNode> wanted =
        event -> inRange.test(event.path("timestamp").asText()) && ofReviews.test(event);
    Set<String> runs = new HashSet<>();
    Difference difference = events(config, otherEvents, wanted, windows, runs);
    print(out, "events", difference, events, otherEvents);
    if (difference.one() == 0 && difference.other() == 0) {
      throw new CommandException(
          CommandException.USAGE, "nothing to compare: no event of either topic is in the range");
    }
    if (runId != null && difference.other() == 0) {
      throw new CommandException(
          CommandException.USAGE, "topic " + otherEvents + " has no event of run " + runId);
    }
    boolean equal = difference.isNone();
    if (offsets.given()) {
      out.println("aggregates are not compared: windows may hold reviews of other offsets, too");
    } else if (suffix.isEmpty() || new Topics(config).isMissing(otherAggregates)) {
      out.println("aggregates are not compared: there is no topic " + otherAggregates);
    } else {
      Predicate<JsonNode> inWindows =
          aggregate -> inRange.test(aggregate.path("windowStart").asText());
      read(
          config,
          config.aggregatesTopic(),
          record -> true,
          aggregate -> {
            if (inWindows.test(aggregate)) {
              windows.addAggregate(aggregate);
            }
          });
      read(
          config,
          otherAggregates,
          record -> isOfRun(record, runs),
          aggregate -> {
            if (inWindows.test(aggregate)) {
              windows.addOtherAggregate(aggregate);
            }
          });
      Difference ofWindows = windows.result();
      print(out, "final aggregates", ofWindows, config.aggregatesTopic(), otherAggregates);
      out.printf(
          Locale.ROOT,
          "  %,d of the job's reviews were late for their windows, and are counted in%n",
          windows.lateReviews());
      equal &= ofWindows.isNone();
    }
    out.println(equal ? "equal" : "not equal");
    out.flush();
    return equal ? 0 : DIFFERENT;
  }

  /** Compares the events; gives those that may have been late to the windows. */
  private Difference events(
      JobConfig config,
      String otherEvents,
      Predicate<JsonNode> wanted,
      WindowComparison windows,
      Set<String> runs)
      throws IOException, CommandException {
    try (var comparison = new EventComparison()) {
      read(
          config,
          config.sentimentTopic(),
          record -> true,
          event -> {
            if (wanted.test(event)) {
              comparison.add(event);
              windows.addEvent(event);
            }
          });
      read(
          config,
          otherEvents,
          record -> isOfRun(record, runs),
          event -> {
            if (wanted.test(event)) {
              comparison.addOther(event);
            }
          });
      if (runs.size() > 1) {
        throw new CommandException(
            CommandException.USAGE,
            "topic " + otherEvents + " holds several runs: name one with --run-id");
      }
      return comparison.result();
    }
  }

  private boolean isOfRun(ConsumerRecord<byte[], byte[]> record, Set<String> runs) {
    String run = RunHeader.of(record);
    if (runId != null) {
      return runId.equals(run);
    }
    if (run != null) {
      runs.add(run);
    }
    return true;
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

  private static void read(
      JobConfig config,
      String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> filter,
      Consumer<ObjectNode> reader)
      throws IOException {
    new CommittedRecords(config)
        .read(
            topic,
            record -> {
              if (record.value() != null && filter.test(record)) {
                try {
                  if (JSON.readTree(record.value()) instanceof ObjectNode node) {
                    reader.accept(node);
                  }
                } catch (JacksonException | DateTimeException e) {
                  // Somebody else's record: neither side's output.
                } catch (IOException e) {
                  throw new UncheckedIOException("reading from memory", e);
                }
              }
            });
  }

  private static void print(
      PrintWriter out, String what, Difference difference, String topic, String otherTopic) {
    out.println(what);
    figure(out, difference.one(), "in " + topic);
    figure(out, difference.other(), "in " + otherTopic);
    figure(out, difference.missing(), "missing");
    figure(out, difference.extra(), "extra");
    figure(out, difference.differing(), "differing");
  }

  private static void figure(PrintWriter out, long value, String words) {
    out.printf(Locale.ROOT, "%,14d  %s%n", value, words);
  }
}
