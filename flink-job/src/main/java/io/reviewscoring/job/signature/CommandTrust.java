package io.reviewscoring.job.signature;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Whose commands a job follows.
 *
 * @param job the job's name, which a signed command says it is for
 * @param keys folder of trusted keys, on the machine that asks; null where signatures aren't looked
 *     at
 * @param unsignedUntil last instant of event time, in epoch milliseconds, for which the record
 *     counts without signatures; null for none
 */
public record CommandTrust(String job, @Nullable String keys, @Nullable Long unsignedUntil)
    implements Serializable {

  /** Why the model given at the start is not taken where there are keys. */
  public static final String INITIAL_REFUSED =
      "with model.trusted-keys the first model has to be signed, too: start without --model, after"
          + " publish --sign";

  /** Everyone's who can write to the topics. */
  public static CommandTrust everyone(String job) {
    return new CommandTrust(job, null, null);
  }
}
