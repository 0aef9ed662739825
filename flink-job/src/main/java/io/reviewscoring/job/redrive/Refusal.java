package io.reviewscoring.job.redrive;

/** Why a letter is not sent again. */
public enum Refusal {
  LATE("late: scored before"),
  CUT("not whole any more: cut when they were written"),
  ATTEMPTS("given up as often as --max-attempts allows"),
  OTHER_TOPIC("of another topic than --reviews.topic"),
  TOO_LARGE("too large for their topic with the header that counts attempts");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
