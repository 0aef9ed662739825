package io.reviewscoring.job.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Command line and properties file to one map of settings; the command line wins. */
final class Arguments {
  private static final String BROKERS = JobOptions.BOOTSTRAP_SERVERS.name();

  /** As Kafka's own tools write it, and the commands that have it as an option of theirs. */
  private static final String BROKERS_WITH_DASH = BROKERS.replace('.', '-');

  private Arguments() {}

  static Map<String, String> settings(String... args) throws ConfigurationException {
    Map<String, String> given = new LinkedHashMap<>();
    String file = null;
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw new ConfigurationException(
            "'" + argument + "': options are written --name=value or --name value");
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      if (name.equals(BROKERS_WITH_DASH)) {
        name = BROKERS;
      }
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
        value = args[++i];
      } else if (isSwitch(name)) {
        value = "true";
      } else {
        throw new ConfigurationException(
            isKnown(name) ? "--" + name + ": needs a value" : unknown("--" + name, name));
      }
      if (name.equals("config")) {
        file = value;
      } else {
        checkKnown("--" + name, name);
        given.put(name, value);
      }
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (file != null) {
      settings.putAll(read(file));
    }
    settings.putAll(given);
    return settings;
  }

  private static Map<String, String> read(String file) throws ConfigurationException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException("--config: can't read " + file);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      checkKnown(file + ": " + name, name);
      settings.put(name, properties.getProperty(name).strip());
    }
    return settings;
  }

  static void checkKnown(String shown, String name) throws ConfigurationException {
    if (!isKnown(name)) {
      throw new ConfigurationException(unknown(shown, name));
    }
  }

  private static String unknown(String shown, String name) {
    String dashes = shown.startsWith("--") ? "--" : "";
    return shown
        + ": no such option"
        + OptionText.nearest(name).map(near -> "; did you mean " + dashes + near + "?").orElse("");
  }

  private static boolean isKnown(String name) {
    return isPassed(name, "kafka.")
        || isPassed(name, "flink.")
        || JobOptions.ALL.stream().anyMatch(option -> option.name().equals(name));
  }

  private static boolean isSwitch(String name) {
    return JobOptions.ALL.stream()
        .anyMatch(option -> option.name().equals(name) && option.isSwitch());
  }

  private static boolean isPassed(String name, String prefix) {
    return name.startsWith(prefix) && name.length() > prefix.length();
  }

  /** What is passed through under a prefix, without it. */
  static Map<String, String> passed(Map<String, String> settings, String prefix) {
    Map<String, String> passed = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (isPassed(name, prefix)) {
            passed.put(name.substring(prefix.length()), value);
          }
        });
    return passed;
  }
}
