package io.reviewscoring.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class UserPathTest {
  private final UserPath paths = new UserPath();

  @Test
  void aLeadingTildeIsTheHomeThatTheShellHas() {
    Path home = Path.of(System.getenv("HOME"));

    assertThat(paths.convert("~")).isEqualTo(home);
    assertThat(paths.convert("~/a b/m.zip")).isEqualTo(home.resolve("a b").resolve("m.zip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"./~", "a/~/b", "~other/m.zip", "m.zip~", "a b%20ü/m.zip"})
  void anythingElseStaysAsItIs(String text) {
    assertThat(paths.convert(text)).hasToString(text);
  }

  @Test
  void whatIsNoPathIsRefusedInWords() {
    assertThatThrownBy(() -> paths.convert("a\0b"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no path: ");
  }
}
