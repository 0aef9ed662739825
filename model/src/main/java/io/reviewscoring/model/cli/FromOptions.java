package io.reviewscoring.model.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code train} is told when it goes on from a bundle. */
final class FromOptions {
  private static final double MAX_LOSS = 0.5;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = {
        "Goes on from this bundle: its network stays, its n-grams learn from --data,",
        "and it is calibrated again."
      })
  private @Nullable Path from;

  @Option(
      names = "--keep",
      paramLabel = "PATH",
      description = {
        "With --from: a source that the bundle learnt from and that is not to be lost;",
        "once for each."
      })
  private List<Path> keep = List.of();

  @Option(
      names = "--max-loss",
      paramLabel = "POINTS",
      description = {
        "With --keep: how many of 100 reviews more may be wrong on a source that is kept",
        "(default: " + MAX_LOSS + "); with more, no bundle is written."
      })
  private @Nullable Double maxLoss;

  boolean given() {
    return from != null;
  }

  /** The bundle, where it is {@link #given}. */
  Path bundle() {
    if (from == null) {
      throw new IllegalStateException("--from is not given");
    }
    return from;
  }

  List<Path> keep() {
    return keep;
  }

  double maxLoss() {
    return maxLoss == null ? MAX_LOSS : maxLoss;
  }

  /**
   * @throws ParameterException if there are options that say nothing without {@code --from}
   */
  void refuseAlone() {
    if (!keep.isEmpty() || maxLoss != null) {
      throw new ParameterException(
          spec.commandLine(), "--keep and --max-loss belong to --from, which is not given");
    }
  }
}
