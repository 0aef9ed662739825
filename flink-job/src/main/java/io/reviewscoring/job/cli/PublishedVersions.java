package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which contents stand behind the versions that were published: those that a job has accepted, and
 * those that none has refused. Immutable.
 */
final class PublishedVersions {
  private final Map<String, Set<String>> sha256s = new HashMap<>();

  /** Of a control topic and the answers of all its jobs. */
  PublishedVersions(List<ControlRecord> commands, List<ModelStatus> statuses) {
    Set<List<Object>> refused = new HashSet<>();
    for (ModelStatus status : statuses) {
      String sha256 = status.sha256();
      if (sha256 != null && status.state() == ModelStatus.State.REJECTED) {
        refused.add(List.of(status.controlOffset(), status.version(), sha256));
      } else if (sha256 != null && status.state() == ModelStatus.State.ACCEPTED) {
        add(status.version(), sha256);
      }
    }
    for (ControlRecord command : commands) {
      ModelCommand asked = asked(command.value());
      if (asked != null
          && asked.kind().hasBundle()
          && !refused.contains(List.of(command.offset(), asked.version(), asked.sha256()))) {
        add(asked.version(), asked.sha256());
      }
    }
  }

  /**
   * Reads the topics as they stand.
   *
   * @throws IOException if the brokers can't be reached, or know no such topics
   */
  static PublishedVersions read(JobConfig config) throws IOException {
    List<ModelStatus> statuses = new ArrayList<>();
    new CommittedRecords(config)
        .read(
            config.statusTopic(),
            record -> ActivationAnswer.status(record.value()).ifPresent(statuses::add));
    return new PublishedVersions(new ControlTopic(config).commands(), statuses);
  }

  private static @Nullable ModelCommand asked(byte @Nullable [] value) {
    try {
      return value == null ? null : CommandCheck.command(value);
    } catch (MalformedMessageException e) {
      return null;
    }
  }

  private void add(String version, String sha256) {
    sha256s.computeIfAbsent(version, each -> new HashSet<>()).add(sha256.toLowerCase(Locale.ROOT));
  }

  /** The SHA-256 of another content of that version. */
  Optional<String> other(String version, String sha256) {
    return sha256s.getOrDefault(version, Set.of()).stream()
        .filter(known -> !known.equals(sha256))
        .findFirst();
  }
}
