package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"NullAway.Init", "try"}) // close() throws anything
class LanguageDoubtTest {
  @TempDir Path directory;

  @Test
  void noSpellingOfTheModelsLanguageIsDoubtedAndNoLanguageNeither() throws Exception {
    try (ScoreHarness harness = ScoreHarness.open(directory.resolve("archive"))) {
      harness.decide(harness.archived("first", 1), 0);
      harness.tick(100);
      List<String> fine = List.of("en", "EN", "en-GB", "eng", "english", "English", "", "und");
      for (String language : fine) {
        harness.review("r-" + language, 1, "a very good film", language);
      }
      List<String> doubted = List.of("de", "de-AT", "ger", "German", "pt_BR");
      for (String language : doubted) {
        harness.review("r-" + language, 2, "a very good film", language);
      }

      assertThat(harness.events().subList(0, fine.size()))
          .allMatch(event -> event.labelReason() == null);
      assertThat(harness.events().subList(fine.size(), fine.size() + doubted.size()))
          .extracting(event -> event.labelReason())
          .isEqualTo(
              doubted.stream().map(each -> "language '" + each + "' is not the model's").toList());
    }
  }
}
