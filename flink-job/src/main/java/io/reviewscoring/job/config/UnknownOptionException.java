package io.reviewscoring.job.config;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An option that nobody knows; its message names the nearest one of the job's. */
public final class UnknownOptionException extends ConfigurationException {
  private static final long serialVersionUID = 1L;
  private static final String DASHES = "--";

  private final String before;
  private final String name;

  /**
   * @param before what stands before the name: dashes, or the file
   */
  UnknownOptionException(String before, String name) {
    super(message(before, name, names(List.of(), option -> true)));
    this.before = before;
    this.name = name;
  }

  /**
   * The message where a command has options of its own, and does not take all of the job's.
   *
   * @param own by their names, without dashes
   * @param isTaken of the job's options
   */
  public String messageAmong(Collection<String> own, Predicate<String> isTaken) {
    return message(
        before, name, before.equals(DASHES) ? names(own, isTaken) : names(List.of(), isTaken));
  }

  private static List<String> names(Collection<String> own, Predicate<String> isTaken) {
    Stream<String> ofTheJob = JobOptions.ALL.stream().map(Option::name).filter(isTaken);
    return Stream.concat(own.stream(), ofTheJob).distinct().toList();
  }

  private static String message(String before, String name, List<String> others) {
    String dashes = before.equals(DASHES) ? DASHES : "";
    return before
        + name
        + ": no such option"
        + OptionText.nearest(name, others)
            .map(near -> "; did you mean " + dashes + near + "?")
            .orElse("");
  }
}
