package io.reviewscoring.model.cli;

import io.reviewscoring.model.file.UserPath;
import io.reviewscoring.model.training.WeightedSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code PATH} or {@code PATH=WEIGHT}, as {@code train} takes its sources.
 *
 * @param weight of one of its reviews
 */
record SourceOption(Path path, double weight) {

  /** What is no number behind a {@code =}, or is a file's name, belongs to the path. */
  static final class Converter implements ITypeConverter<SourceOption> {
    private static final Pattern WEIGHTED = Pattern.compile("(.+)=([0-9]*\\.?[0-9]+)");

    private final UserPath paths = new UserPath();

    @Override
    public SourceOption convert(String option) {
      Matcher weighted = WEIGHTED.matcher(option);
      if (!weighted.matches() || Files.exists(paths.convert(option))) {
        return new SourceOption(paths.convert(option), 1);
      }
      double weight = Double.parseDouble(weighted.group(2));
      try {
        WeightedSource.checkWeight(weight);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(option + ": " + e.getMessage());
      }
      return new SourceOption(paths.convert(weighted.group(1)), weight);
    }
  }
}
