package io.reviewscoring.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.fixture.JavaCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyLocaleTest {

  @ParameterizedTest
  @CsvSource({"de,DE", "ar,EG"})
  void numbersLookTheSameWhereverACommandRuns(String language, String country) throws Exception {
    List<String> locale = List.of("-Duser.language=" + language, "-Duser.country=" + country);
    List<String> arguments = List.of("inspect", "bundles/small.zip");
    String classPath = System.getProperty("java.class.path");

    Process process =
        new ProcessBuilder(JavaCommand.of(locale, classPath, ModelCommands.class, arguments))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output)
        .containsPattern("small.zip, [0-9]{1,3}(,[0-9]{3})+ bytes")
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }
}
