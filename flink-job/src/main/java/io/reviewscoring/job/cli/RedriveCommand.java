package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.redrive.Place;
import io.reviewscoring.job.redrive.Refusal;
import io.reviewscoring.job.redrive.Selection;
import io.reviewscoring.job.redrive.Sender;
import io.reviewscoring.job.redrive.Survey;
import io.reviewscoring.model.console.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Sends dead letters back to the topic that they came from: {@code redrive}. */
@Command(
    name = "redrive",
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis =
        "review-scoring redrive --bootstrap.servers=HOST:PORT [--reason=REASON,…]"
            + " [--from=INSTANT] [--to=INSTANT] [--id=PARTITION:OFFSET,…] [--dry-run]"
            + " [--NAME=VALUE…]",
    description = {
      "Sends dead letters back to the topic of reviews as they came: key, value, headers and",
      "timestamp. None is sent twice; broken off, it goes on where it was when it is started again.",
      "Exit code 0: all that was asked for is sent; 3: not all, and why; 1: failed; 2: wrong options.",
      ""
    },
    footer = {
      "",
      "The job's options that name topics, job.name, kafka.NAME and --config are taken too."
    })
public final class RedriveCommand implements Callable<Integer> {
  /** Something that was asked for can't be sent. */
  private static final int INCOMPLETE = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description = "Only letters with these reasons, such as bad-timestamp (default: all).")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Only letters that were written then or later, such as 2026-07-01T12:00:00Z.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Only letters that were written before.")
  private @Nullable String to;

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "PARTITION:OFFSET",
      description = "Only the records that stood there in the topic of reviews.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "A record that was given up so often is sent no more (default: ${DEFAULT-VALUE}).")
  private int maxAttempts;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      description = "Records a second at most (default: as fast as it goes).")
  private @Nullable Integer maxRate;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> further = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Selection selection = selection();
    JobConfig config = brokers.config(further, Map.of());
    int perSecond = maxRate == null ? Integer.MAX_VALUE : atLeastOne("--max-rate", maxRate);
    PrintWriter out = spec.commandLine().getOut();
    RunCommand.sayWhoIsAsked(out, config);
    new Access(config).check(dryRun ? Needs.ofRedrivePreview(config) : Needs.ofRedrive(config));
    CompareCommand.checkTopics(config, List.of(config.deadLettersTopic(), config.reviewsTopic()));
    out.println("reads        " + config.deadLettersTopic());
    if (dryRun) {
      Survey survey = Survey.of(config, selection, out::println);
      describe(out, survey);
      return survey.isComplete() ? 0 : INCOMPLETE;
    }
    out.println("writes       " + config.reviewsTopic());
    try (Sender sender = Sender.open(config)) {
      Survey survey = Survey.of(config, selection, out::println);
      long size = describe(out, survey);
      long sent = send(out, sender, survey, size, perSecond);
      figure(out, "sent", sent, sent < size ? "the others were deleted meanwhile" : "");
      return survey.isComplete() && sent == size ? 0 : INCOMPLETE;
    }
  }

  private Selection selection() throws CommandException {
    Set<Place> places = new HashSet<>();
    for (String id : ids) {
      places.add(
          Place.of(id)
              .orElseThrow(
                  () ->
                      new CommandException(
                          CommandException.USAGE,
                          "--id: '" + id + "' is not PARTITION:OFFSET, such as 0:17")));
    }
    long first = instant("--from", from, Long.MIN_VALUE);
    long end = instant("--to", to, Long.MAX_VALUE);
    if (first >= end) {
      throw new CommandException(CommandException.USAGE, "--from must be before --to");
    }
    return new Selection(
        Set.copyOf(reasons), first, end, places, atLeastOne("--max-attempts", maxAttempts));
  }

  private static int atLeastOne(String option, int value) throws CommandException {
    if (value < 1) {
      throw new CommandException(CommandException.USAGE, option + ": must be above 0");
    }
    return value;
  }

  private static long instant(String option, @Nullable String text, long otherwise)
      throws CommandException {
    try {
      return text == null ? otherwise : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandException(
          CommandException.USAGE,
          option + ": '" + text + "' is no instant such as 2026-01-01T00:00:00Z");
    }
  }

  /** Says what was found; gives how many are to be sent. */
  private static long describe(PrintWriter out, Survey survey) {
    figure(out, "dead letters", survey.letters(), "");
    if (survey.unreadable() > 0) {
      figure(out, "unreadable", survey.unreadable(), "no dead letters of this job");
    }
    if (survey.notMeant() > 0) {
      figure(out, "left out", survey.notMeant(), "not asked for");
    }
    if (survey.sentBefore() > 0) {
      figure(out, "sent before", survey.sentBefore(), "");
    }
    for (Map.Entry<Refusal, Long> refused : survey.refused().entrySet()) {
      figure(out, "refused", refused.getValue(), refused.getKey().words());
    }
    survey.unknown().forEach(unknown -> out.println("no letter    of " + unknown));
    long size = survey.toSend().values().stream().mapToLong(Long::longValue).sum();
    figure(out, "to send", size, "");
    survey.toSend().forEach((reason, count) -> figure(out, "", count, reason));
    out.flush();
    return size;
  }

  private static long send(PrintWriter out, Sender sender, Survey survey, long size, int perSecond)
      throws IOException {
    try (Progress progress = new Progress(out, "Redrive", size)) {
      return sender.send(
          survey,
          perSecond,
          sent ->
              progress.show(
                  sent,
                  "",
                  left -> String.format(Locale.ROOT, "%,d of %,d letters sent", sent, size)));
    }
  }

  private static void figure(PrintWriter out, String name, long value, String words) {
    out.println(String.format(Locale.ROOT, "%-13s%,14d  %s", name, value, words).stripTrailing());
    out.flush();
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new RedriveCommand(), args);
  }
}
