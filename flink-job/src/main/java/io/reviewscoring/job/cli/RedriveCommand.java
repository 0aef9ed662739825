package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.parse.EventTimeRange;
import io.reviewscoring.job.redrive.Backlog;
import io.reviewscoring.job.redrive.Place;
import io.reviewscoring.job.redrive.Refusal;
import io.reviewscoring.job.redrive.Selection;
import io.reviewscoring.job.redrive.Sender;
import io.reviewscoring.model.console.Progress;
import java.io.IOException;
import java.io.PrintWriter;
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
      Backlog backlog = Backlog.of(config, selection, out::println);
      describe(out, backlog);
      return backlog.isComplete() ? 0 : INCOMPLETE;
    }
    out.println("writes       " + config.reviewsTopic());
    try (Sender sender = Sender.open(config)) {
      Backlog backlog = Backlog.of(config, selection, out::println);
      long size = describe(out, backlog);
      long sent = send(out, sender, backlog, size, perSecond);
      figure(out, "sent", sent, sent < size ? "the others were deleted meanwhile" : "");
      return backlog.isComplete() && sent == size ? 0 : INCOMPLETE;
    }
  }

  private Selection selection() throws CommandException, ConfigurationException {
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
    EventTimeRange written = EventTimeRange.between(from, to);
    return new Selection(
        Set.copyOf(reasons),
        written.from(),
        written.to(),
        places,
        atLeastOne("--max-attempts", maxAttempts));
  }

  private static int atLeastOne(String option, int value) throws CommandException {
    if (value < 1) {
      throw new CommandException(CommandException.USAGE, option + ": must be above 0");
    }
    return value;
  }

  /** Says what was found; gives how many are to be sent. */
  private static long describe(PrintWriter out, Backlog backlog) {
    figure(out, "dead letters", backlog.letters(), "");
    if (backlog.unreadable() > 0) {
      figure(out, "unreadable", backlog.unreadable(), "no dead letters of this job");
    }
    if (backlog.notMeant() > 0) {
      figure(out, "left out", backlog.notMeant(), "not asked for");
    }
    if (backlog.sentBefore() > 0) {
      figure(out, "sent before", backlog.sentBefore(), "");
    }
    for (Map.Entry<Refusal, Long> refused : backlog.refused().entrySet()) {
      figure(out, "refused", refused.getValue(), refused.getKey().words());
    }
    backlog.unknown().forEach(unknown -> out.println("no letter    of " + unknown));
    long size = backlog.toSend().values().stream().mapToLong(Long::longValue).sum();
    figure(out, "to send", size, "");
    backlog.toSend().forEach((reason, count) -> figure(out, "", count, reason));
    out.flush();
    return size;
  }

  private static long send(
      PrintWriter out, Sender sender, Backlog backlog, long size, int perSecond)
      throws IOException {
    try (Progress progress = new Progress(out, "Redrive", size)) {
      return sender.send(
          backlog,
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
