package io.reviewscoring.job.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFormsTest {
  @Test
  void theNamedFormsAreTheseAndTheOwnOneIsFirst() {
    assertThat(NamedForms.names())
        .containsExactly("review-scoring", "amazon", "yelp", "steam", "debezium", "connect");
  }

  @Test
  void whatIsGivenWinsOverTheNamedForm() {
    ReviewForm form =
        NamedForms.form(
            "amazon",
            Map.of(
                "reviews.field.timestamp", "/reviewTime",
                "reviews.timestamp.pattern", "MM d, yyyy",
                "reviews.timestamp.zone", "UTC"));
    assertThat(form.timestamp().text()).isEqualTo("/reviewTime");
    assertThat(form.times().pattern()).isEqualTo("MM d, yyyy");
    assertThat(form.product().text()).isEqualTo("/asin");
    assertThat(form.language().isWord()).isTrue();
  }

  @Test
  void aFormTravelsToTheSubtasks() throws Exception {
    for (String name : NamedForms.names()) {
      ReviewForm form = NamedForms.form(name, Map.of("reviews.timestamp.zone", "Europe/Berlin"));
      assertThat(InstantiationUtil.clone(form)).isEqualTo(form);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ID | id | 'id' is neither key nor a JSON Pointer such as /after/reviewText",
        "TEXT | text | 'text' is not a JSON Pointer such as /after/reviewText",
        "PRODUCT | /a~2 | '/a~2' is not a JSON Pointer such as /after/reviewText",
        "LANGUAGE | lang | 'lang' is neither none nor a JSON Pointer such as /after/reviewText",
        "TIMESTAMP | /a,/b | '/a,/b' is more than one field, and this one is not joined",
        "DELETED | /op | '/op' is not POINTER=VALUE such as /op=d",
        "UNIT | sec | 'sec' is none of s, ms, us, ns, d",
        "PATTERN | yyyy-MM | 'yyyy-MM' names no day, as yyyy-MM-dd does",
        "PATTERN | HH:mm | 'HH:mm' names no day, as yyyy-MM-dd does",
        "ZONE | Nowhere | 'Nowhere' is not a zone such as UTC, +01:00 or Europe/Berlin"
      })
  void aWrongValueIsToldWhatIsRight(FormOption option, String value, String message) {
    assertThatThrownBy(() -> option.check(value)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yyyy-MM-dd'T'HH:mm", "MMM d, yyyy", "'at' d.M.yyyy"})
  void aPatternThatSaysNoZoneNeedsOne(String pattern) {
    assertThatThrownBy(
            () -> NamedForms.form(NamedForms.OWN, Map.of("reviews.timestamp.pattern", pattern)))
        .hasMessageContaining("reviews.timestamp.zone is needed");
    assertThat(FormOption.PATTERN.check(pattern)).isEqualTo(pattern);
  }

  @Test
  void commasAndBarsSeparatePointersOnly() {
    Selector selector = Selector.parse("/a,b , /c|d|/e", "key");
    assertThat(selector.parts())
        .extracting(part -> part.stream().map(Pointer::names).toList())
        .hasToString("[[[a,b]], [[c|d], [e]]]");
  }
}
