package io.reviewscoring.demo;

import io.reviewscoring.job.config.ValueParsers;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as in the job's options; a bare number is seconds, as 0.1.0 had it. */
final class StreamLength implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return ValueParsers.duration(text.matches("[0-9]+") ? text + "s" : text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
