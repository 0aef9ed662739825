package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anybody asks a broker. */
class RoleOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          publish --canary 0.1 --shadow 0.1 --experiment e      | --canary and --shadow: a model is one of them
          publish --canary 0.1                                  | --experiment NAME says which experiment it is part of
          publish --experiment e                                | --experiment and --compared go with --canary SHARE
          publish --compared 0.1                                | --experiment and --compared go with --canary SHARE
          publish --shadow 0.1 --experiment e --compared 0.1    | --compared goes with --canary
          publish --canary 0 --experiment e                     | the share is 0.0: it must be above 0 and at most 1
          publish --shadow NaN --experiment e                   | the share is NaN: it must be above 0 and at most 1
          publish --canary 1 --compared -0.1 --experiment e     | the share that is compared is -0.1: it must be from 0
          publish --canary 0.1 --experiment -e                  | '-e' is no name of an experiment
          publish --canary 5% --experiment e                    | '5%' is no number
          promote e_.-/                                         | 'e_.-/' is no name of an experiment
          promote                                               | Missing required parameter: 'NAME'
          end e --effective-from now                            | --effective-from: 'now' is not an instant
          promote e --expires 2h                                | --expires goes with --sign KEY: what is not signed does not expire
          rollback --wait-timeout 0                             | --wait-timeout: must be above 0
          """)
  void aCommandThatCantBeMeantIsRefusedInOneLine(String line, String reason) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    words.add("--bootstrap-servers=localhost:1");
    if (words.get(0).equals("publish")) {
      words.addAll(List.of("--model=none.zip", "--store=none"));
    }
    CommandOutput output = CommandOutput.of(words.toArray(String[]::new));
    assertThat(output.err()).contains(reason).hasLineCount(1);
    assertThat(output.code()).isEqualTo(2);
  }
}
