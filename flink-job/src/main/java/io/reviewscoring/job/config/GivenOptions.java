package io.reviewscoring.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The job's options as they stood on a command line, for a command that is printed. */
public final class GivenOptions {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/=,@%+-]+");
  private static final String KAFKA = "kafka.";

  private GivenOptions() {}

  /**
   * What of it is to be given again, for a shell: {@code " --name value"} of each that is wanted.
   * Values that may be secrets are left out.
   *
   * @param arguments {@code --name=value}, {@code --name value} and switches
   * @param wanted by the option's name
   */
  public static String again(List<String> arguments, Predicate<String> wanted) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      boolean isOption = argument.startsWith("--");
      String name = isOption ? argument.substring(2, equals < 0 ? argument.length() : equals) : "";
      if (isOption && wanted.test(name) && !isSecret(name)) {
        words.add("--" + name);
        if (equals >= 0) {
          words.add(argument.substring(equals + 1));
        } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
          words.add(arguments.get(++i));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(' ').append(quoted(word)));
    return text.toString();
  }

  private static boolean isSecret(String name) {
    return name.startsWith(KAFKA) && OptionText.isSecret(name);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
