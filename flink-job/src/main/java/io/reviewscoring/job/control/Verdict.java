package io.reviewscoring.job.control;

/** What the examination of a bundle came to. */
sealed interface Verdict {

  /** Sound, and in the archive. */
  record Sound(String version, String sha256) implements Verdict {}

  /** There is none to examine: the command is about models that are known. */
  record NoBundle() implements Verdict {}

  /** Refused for good. */
  record Refused(String reason) implements Verdict {}

  /** The archive is none that this machine knows how to reach; no try will change that. */
  record NoArchive(String reason) implements Verdict {}

  /** Nothing can be said yet: the store or the archive can't be reached. */
  record Unreachable(String reason) implements Verdict {

    /** A store that hangs. */
    static Unreachable unanswered() {
      return new Unreachable("store can't be reached: no answer within model.load-timeout");
    }
  }
}
