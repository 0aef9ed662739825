package io.reviewscoring.job.control;

import java.io.IOException;

/** Takes a bundle into the archive as the gate does, for those who decide without the gate. */
public final class BundleAdmission {
  private BundleAdmission() {}

  /** A bundle that is in the archive. */
  public record Admitted(String version, String sha256) {}

  /**
   * Fetches a bundle, examines it and archives it.
   *
   * @throws RefusedException if it can't be used
   * @throws IOException if its store or the archive can't be reached
   */
  public static Admitted admit(GateSettings settings, String uri)
      throws IOException, RefusedException {
    Verdict verdict = new BundleExaminer(settings).examineInitial(uri);
    if (verdict instanceof Verdict.Sound sound) {
      return new Admitted(sound.version(), sound.sha256());
    }
    if (verdict instanceof Verdict.Refused refused) {
      throw new RefusedException(refused.reason());
    }
    if (verdict instanceof Verdict.Unreachable unreachable) {
      throw new IOException(unreachable.reason());
    }
    throw new IllegalStateException("no verdict");
  }

  /** A bundle that can't be used; the message says why. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
      super(reason);
    }
  }
}
