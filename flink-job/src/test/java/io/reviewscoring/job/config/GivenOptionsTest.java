package io.reviewscoring.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenOptionsTest {

  @Test
  void optionsAreGivenAgainInAllTheirFormsAndNoOthers() {
    assertThat(
            GivenOptions.again(
                List.of("--a=1", "--b", "2", "--c", "--d=4", "--e="), name -> !name.equals("d")))
        .isEqualTo(" --a 1 --b 2 --c --e ''");
  }

  @Test
  void whatAShellWouldReadOtherwiseIsQuoted() {
    assertThat(GivenOptions.again(List.of("--config=it's mine", "--a=$HOME"), name -> true))
        .isEqualTo(" --config 'it'\\''s mine' --a '$HOME'");
  }

  @Test
  void secretsAreLeftOut() {
    assertThat(
            GivenOptions.again(
                List.of(
                    "--kafka.sasl.jaas.config=x password=\"y\";",
                    "--kafka.ssl.truststore.password",
                    "hidden",
                    "--kafka.security.protocol=SASL_SSL"),
                name -> true))
        .isEqualTo(" --kafka.security.protocol SASL_SSL");
  }
}
