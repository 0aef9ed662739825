package io.reviewscoring.job.message;

/**
 * What two models say of one review.
 *
 * @param event what goes out as the review's event
 * @param beside what the model says that scores beside, its {@link SentimentEvent#role} being
 *     {@link #SHADOW} or {@link #IN_FORCE}; without evidence
 */
public record ScoredBeside(String experiment, SentimentEvent event, SentimentEvent beside) {

  /** The role of a model whose scores change no event. */
  public static final String SHADOW = "shadow";

  /** The role of the model in force where it scores beside the candidate. */
  public static final String IN_FORCE = "in force";

  /** Whether an event says what a model found beside the one whose event goes out. */
  public static boolean isBeside(SentimentEvent event) {
    String role = event.role();
    return SHADOW.equals(role) || IN_FORCE.equals(role);
  }
}
