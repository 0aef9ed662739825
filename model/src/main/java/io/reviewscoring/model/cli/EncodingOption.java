package io.reviewscoring.model.cli;

import io.reviewscoring.model.file.EncodingName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** {@code --encoding} of the data. */
final class EncodingOption {

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      converter = EncodingName.class,
      description = "Of the texts, such as windows-1252 or UTF-16 (default: ${DEFAULT-VALUE}).")
  private Charset encoding = StandardCharsets.UTF_8;

  Charset charset() {
    return encoding;
  }
}
