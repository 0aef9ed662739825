package io.reviewscoring.job.cluster;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A candidate and a shadow that score while models in force are exchanged. */
final class Experiment {
  /** How many it sends in all. */
  static final int COMMANDS = 3;

  private static final String NAME = "kills";

  private final TinyBundles.Written candidate;
  private final TinyBundles.Written shadow;

  Experiment(Path directory, long seed) {
    this.candidate = TinyBundles.write(directory, "candidate", seed + 100);
    this.shadow = TinyBundles.writeOfReviewText(directory, "shadow", seed + 101);
  }

  void begin(JobTopics topics) {
    send(topics, candidate, new RoleChange(Kind.CANARY, NAME, 0.2, 0.5));
    send(topics, shadow, new RoleChange(Kind.SHADOW, NAME, 0.3, 0));
  }

  void grow(JobTopics topics) {
    send(topics, candidate, new RoleChange(Kind.CANARY, NAME, 0.5, 0.5));
  }

  private static void send(JobTopics topics, TinyBundles.Written bundle, RoleChange change) {
    topics.command(
        new ModelCommand(
            bundle.version(), bundle.file().toString(), bundle.sha256(), null, change));
  }

  /** Its models and others. */
  List<TinyBundles.Written> with(List<TinyBundles.Written> others) {
    List<TinyBundles.Written> all = new ArrayList<>(others);
    all.addAll(List.of(candidate, shadow));
    return all;
  }
}
