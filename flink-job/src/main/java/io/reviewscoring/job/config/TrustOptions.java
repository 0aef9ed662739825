package io.reviewscoring.job.config;

import io.reviewscoring.job.message.Instants;
import java.time.DateTimeException;

/** The options that say whose commands a job follows, as rows of the table. */
final class TrustOptions {
  static final Option<String> KEYS =
      new Option<>(
          "model.trusted-keys",
          "DIRECTORY",
          null,
          "public keys, NAME.pem, on the machine that decides and on that which submits the job: where"
              + " it is given, commands count that one of them signed, and of others only end and rollback; keys in retired/ below it"
              + " verify records alone",
          TrustOptions::directory);
  static final Option<Long> UNSIGNED_UNTIL =
      new Option<>(
          "model.trust-unsigned-until",
          "INSTANT",
          null,
          "with model.trusted-keys: the last instant, an ISO-8601 one, for which models count that were"
              + " decided before commands were signed",
          TrustOptions::instant);

  private TrustOptions() {}

  private static String directory(String text) {
    if (Location.isUri(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a directory of this machine");
    }
    return ValueParsers.location(text);
  }

  private static Long instant(String text) {
    try {
      return Instants.epochMillis(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an instant such as 2026-07-01T12:00:00Z", e);
    }
  }
}
