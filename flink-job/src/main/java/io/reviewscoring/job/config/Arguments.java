package io.reviewscoring.job.config;

import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.TextFile;
import io.reviewscoring.model.file.UserPath;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.PropertiesDefaultProvider;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command line and properties file to a configuration, read by picocli; the command line wins. */
final class Arguments {
  private static final String KAFKA = "kafka.";
  private static final String FLINK = "flink.";

  private Arguments() {}

  /** What the options say, not yet checked against each other. */
  static JobConfig read(String... args) throws ConfigurationException {
    String file = file(args);
    return read(file == null ? new Properties() : properties(file), args);
  }

  /** The same from a map of names to texts. */
  static JobConfig read(Map<String, String> settings) throws ConfigurationException {
    Properties properties = new Properties();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      checkKnown("--", setting.getKey());
      properties.setProperty(setting.getKey(), setting.getValue());
    }
    return read(properties);
  }

  private static JobConfig read(Properties properties, String... args)
      throws ConfigurationException {
    List<OptionSpec> ofTable = OptionSpecs.ofTable();
    List<OptionSpec> passed = passed(properties, args).map(OptionSpecs::of).toList();
    CommandLine commandLine =
        OptionSpecs.commandLine(
            Stream.of(ofTable, passed, List.of(OptionSpecs.file())).flatMap(List::stream).toList());
    commandLine.setDefaultValueProvider(new PropertiesDefaultProvider(properties));
    parse(commandLine, args);
    return new JobConfig(values(ofTable, ""), values(passed, KAFKA), values(passed, FLINK));
  }

  /** The values of the options whose names begin so, by the rest of the name. */
  private static <T> Map<String, T> values(List<OptionSpec> options, String prefix) {
    Map<String, T> values = new HashMap<>();
    for (OptionSpec option : options) {
      T value = option.getValue();
      if (value != null && option.descriptionKey().startsWith(prefix)) {
        values.put(option.descriptionKey().substring(prefix.length()), value);
      }
    }
    return values;
  }

  private static @Nullable String file(String... args) throws ConfigurationException {
    OptionSpec file = OptionSpecs.file();
    parse(OptionSpecs.commandLine(List.of(file)).setUnmatchedArgumentsAllowed(true), args);
    return file.getValue();
  }

  private static Properties properties(String file) throws ConfigurationException {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(TextFile.utf8(UserPath.of(file)), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (DatasetException e) {
      throw new ConfigurationException("--config: " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException("--config: can't read " + file);
    }
    for (String name : properties.stringPropertyNames()) {
      checkKnown(file + ": ", name);
      properties.setProperty(name, properties.getProperty(name).strip());
    }
    return properties;
  }

  /** The names of what is passed on: options that are known once they are given. */
  private static Stream<String> passed(Properties properties, String... args) {
    Stream<String> given =
        Arrays.stream(args).filter(argument -> argument.startsWith("--")).map(Arguments::name);
    return Stream.concat(properties.stringPropertyNames().stream(), given)
        .filter(Arguments::isPassed)
        .distinct();
  }

  private static void parse(CommandLine commandLine, String... args) throws ConfigurationException {
    try {
      commandLine.parseArgs(args);
    } catch (UnmatchedArgumentException e) {
      throw unmatched(e.getUnmatched().get(0));
    } catch (MissingParameterException e) {
      throw new ConfigurationException(shown(e.getMissing().get(0)) + ": needs a value");
    } catch (ParameterException e) {
      Throwable wrong = Objects.requireNonNullElse(e.getCause(), e);
      throw new ConfigurationException(shown(e.getArgSpec()) + ": " + wrong.getMessage());
    }
  }

  private static ConfigurationException unmatched(String argument) {
    return argument.startsWith("--") && argument.length() > 2
        ? new UnknownOptionException("--", name(argument))
        : new ConfigurationException(
            "'" + argument + "': options are written --name=value or --name value");
  }

  private static String shown(ArgSpec option) {
    return ((OptionSpec) option).names()[0];
  }

  private static String name(String argument) {
    int equals = argument.indexOf('=');
    return argument.substring(2, equals < 0 ? argument.length() : equals);
  }

  private static void checkKnown(String before, String name) throws ConfigurationException {
    if (!isPassed(name) && JobOptions.ALL.stream().noneMatch(o -> o.name().equals(name))) {
      throw new UnknownOptionException(before, name);
    }
  }

  private static boolean isPassed(String name) {
    return isUnder(KAFKA, name) || isUnder(FLINK, name);
  }

  private static boolean isUnder(String prefix, String name) {
    return name.startsWith(prefix) && name.length() > prefix.length();
  }
}
