package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTextTest {
  private static final List<String> FILM = List.of("a", "wonderful", "and", "excellent", "film");
  private static final List<String> WASTE =
      List.of("terrible", "acting", "awful", "script", "a", "complete", "waste", "of", "time");

  private static List<String> tokens(String text) {
    return new Tokenizer(RuleSet.REVIEW_TEXT).tokens(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I don't recommend it. It isn't funny, it doesn't work and you won't laugh.",
        "I don\u2019t recommend it. It isn\u2019t funny, it doesn\u2019t work and you won\u2019t laugh.",
        "I don\u02bct recommend it. It isn\u02bct funny, it doesn\u02bct work and you won\u02bct laugh.",
        "I don&#39;t recommend it. It isn&#39;t funny, it doesn&#39;t work and you won&#39;t laugh.",
        "I don&rsquo;t recommend it. It isn&rsquo;t funny, it doesn&rsquo;t work and you won&rsquo;t"
            + " laugh.",
        "I don&#x2019;t recommend it. It isn&#146;t funny, it doesn&amp;#39;t work & you won&apos;t"
            + " laugh&hellip;",
        "I do n't recommend it . It is n't funny , it does n't work and you wo n't laugh .",
        "I don\\'t recommend it. It isn''t funny, it doesn`t work \u2018and\u2019 you won\u00b4t laugh.",
        "\u201cI don\u2032t recommend it\u201d. \u00abIt isn\uff07t funny\u00bb, 'it doesn\u0092t work', and"
            + " you won\u201bt laugh!"
      })
  void apostrophesAndQuotesAreReadAlike(String text) {
    assertThat(tokens(text.replace(" & ", " and ")))
        .containsExactly(
            "i",
            "don't",
            "recommend",
            "it",
            "it",
            "isn't",
            "funny",
            "it",
            "doesn't",
            "work",
            "and",
            "you",
            "won't",
            "laugh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Terrible acting.<br /><br />Awful script.<br/>A complete waste of time.",
        "Terrible acting. Awful script. A complete waste of time.",
        "<p>Terrible acting.</p><p>Awful script.</p><b>A complete waste of time.</b>",
        "<a href=\"https://example.org/best/great/wonderful-excellent\">Terrible acting.</a> Awful"
            + " script. A complete waste of time.",
        "Terrible acting.&nbsp;Awful&nbsp;script.&nbsp;A complete waste of time.",
        "Terrible acting.\u00a0Awful\u00a0script.\u00a0A\u00a0complete\u00a0waste\u00a0of\u00a0time.",
        "&lt;p&gt;Terrible acting.&lt;/p&gt;Awful script.&amp;lt;br&amp;gt;A complete waste of time.",
        "Terrible acting<P\nCLASS='a > b'>Awful<br>script<!-- <b>not seen</b> -->A complete"
            + "<hr>waste<li>of<td>time",
        "<div title=\"x>Terrible acting</div>Awful sc<i>rip</i>t. A comp<wbr>lete w<b>as</b>te of"
            + " time <o:p></o:p>"
      })
  void markupIsNotRead(String text) {
    assertThat(tokens(text)).isEqualTo(WASTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A wonderful and excellent film",
        "A won\u00adderful and ex\u00adcellent film",
        "A\u200bwonderful\u200band\u200bexcellent\u200bfilm",
        "\ufeffA wonderful and excellent\u2060 film",
        "A wonderful\r and excellent\r\nfilm",
        "A\u3000wonderful\u3000and\u3000excellent\u3000film",
        "A\u2003wonderful\u2009and\u202fexcellent\u2028film",
        "A \u202bwonderful\u202c and \u2068excellent\u2069 film",
        "A\u000bwonderful\u000cand\u0085excellent film",
        "A wonderful\u200d and excellent\u200c film",
        "A&ensp;wonderful&#8201;and&Tab;excellent&NewLine;film&shy;",
        "A\0wonderful\u001fand\u007fexcellent\u1680film\ufe0f",
        "\uff21 \uff57\uff4f\uff4e\uff44\uff45\uff52\uff46\uff55\uff4c and exce\u217cl\u0435nt film"
      })
  void whatIsNotSeenIsNotRead(String text) {
    assertThat(tokens(text.replace('\u0435', 'e').replace('\u217c', 'l'))).isEqualTo(FILM);
  }

  @ParameterizedTest
  @CsvSource({
    "cafe\u0301, caf\u00e9",
    "\u00c9TE\u0301, \u00e9t\u00e9",
    "\ufb01lm, film",
    "\u210cello, hello",
    "\uac00\u11a8, \uac01",
    "\u1100\u1161\u11a8, \uac01",
    "\uff76\uff9e, \u30ac",
    "J\u030c, \u01f0",
    "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c3",
    "\u03bf\u03b4\u03bf\u03c2, \u03bf\u03b4\u03bf\u03c3",
    "e\u200d\u0301, \u00e9",
    "q\u0323\u0307, q\u0307\u0323",
    "\u24bc\u24c7\u24ba\u24b6\u24c9, great",
    "\ud835\udc20\ud835\udc2b\ud835\udc1e\ud835\udc1a\ud835\udc2d, great",
    "Disney\u2122, disney",
    "1\ufe0f\u20e3, 1",
    "\u0130, i\u0307"
  })
  void oneLetterHasOneForm(String text, String like) {
    assertThat(tokens(text)).isEqualTo(tokens(like)).hasSize(1);
  }

  @Test
  void theSameSignWithAMarkOfItsOwnIsNoWordEither() {
    assertThat(tokens("a \u2260 b =\u0338 c \u0301")).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '~',
      value = {
        "great :-) film -> great :) film",
        "great:)film:(! -> great film :(",
        "=) :] :}}} \uff1a\uff09 -> :) :) :) :)",
        ":( =[ :\u2013( -> :( :( :(",
        ";-) ;) :D :-P :/ :'( :\u2019( -> ;) ;) :d :p :/ :'( :'(",
        "http://x.org at 8:30 note:do (see: this) -> http x org at 8 30 note do see this",
        "I <3 it, &lt;3 </3 <30 -> i <3 it <3 </3 30",
        "&lt;b&#x2003E; good -> b\ud840\udc3e good",
        "<sigh> a <b 5 < 6 -> sigh a b 5 6",
        "1/10 7.5/10. 7,5/10 (10/10) '4/5' -> 1/10 7.5/10 7.5/10 10/10 4/5",
        "\uff11\uff0f\uff11\uff10 1&#47;10 \u00bd 8\u00bd -> 1/10 1/10 1/2 8 1/2",
        "1/10/2003 1/10th 1,000/10 his/her -> 1 10 2003 1 10th 1 000 10 his her",
        "\u2605\u2605\u2605\u2605\u2605 \u2605\u2605\u2606 \u2b50\ufe0f\u2b50 -> \u2605\u2605\u2605\u2605\u2605 \u2605\u2605\u2606 \u2605\u2605",
        "***** five *stars* -> five stars",
        "'tis the '90s, dogs' rock'n'roll o'clock -> tis the 90s dogs rock'n'roll o'clock",
        "''quoted'' ``so\u00b4\u00b4 \u2039it\u203a \u201eis\u201c -> quoted so it is",
        "it 's what they 've seen , I 'm sure he 'd -> it's what they've seen i'm sure he'd",
        "ca n\u2019t don 't the 't' 's end. 's 'll -> can't don't the t s end s'll",
        "well\u2013made \u2014 twenty\u2010one\u2026now -> well made twenty one now",
        "R&D AT&T &unknown; &#; &amp; you&lt -> r d at t unknown you",
        "&notit &not you &copy=1 fish&chips -> notit not you copy 1 fish chips",
        "3 &#x110000; &#xD800; &#0; 4 -> 3 4",
      })
  void signsThatSaySomethingAreTokens(String text, String tokens) {
    assertThat(tokens(text)).containsExactly(tokens.split(" ", -1));
  }

  @Test
  void emojiAreTokensOfTheirOwnWhateverTheirToneOrJoiners() {
    assertThat(
            tokens(
                "great\ud83d\ude00\ud83d\ude00film \ud83d\udc4d\ud83c\udffd! \u2764\ufe0f\u263a"))
        .containsExactly(
            "great", "\ud83d\ude00", "\ud83d\ude00", "film", "\ud83d\udc4d", "\u2764", "\u263a");
    assertThat(tokens("\ud83e\udd37\u200d\u2640\ufe0f \ud83d\udc68\u200d\ud83d\udc67"))
        .containsExactly("\ud83e\udd37", "\ud83d\udc68", "\ud83d\udc67");
    assertThat(tokens("\ud83c\uddec\ud83c\udde7\ud83c\uddeb"))
        .containsExactly("\ud83c\uddec\ud83c\udde7", "\ud83c\uddeb");
    assertThat(tokens("later than Unicode 13: \ud83e\udee0")).endsWith("\ud83e\udee0").hasSize(5);
  }

  @Test
  void charactersThatUnicode13DoesNotKnowStayAsTheyAre() {
    // Of Unicode 14 to 16: capitals with small letters, and marks that compose or stand in order.
    for (String later :
        List.of(
            "\u2c2f", "\ua7c0", "\ud801\udd70", "\ua7cb", "a\u1acb", "\ue000", "a\ud804\udf80")) {
      assertThat(tokens(later)).containsExactly(later);
    }
    assertThat(tokens("e\u1acb\u0301"))
        .as("they part what could be composed")
        .hasSize(1)
        .containsExactly("e\u1acb\u0301");
  }

  @Test
  void noTextTakesLong() {
    for (String piece :
        List.of(
            "<",
            "<a",
            "<a '",
            "<a=\"",
            "<!--",
            "&amp;",
            "&lt;a",
            "&",
            "&#1",
            "aΣ",
            "a\u0301",
            "a\u0301\u0323",
            "'",
            "n't ",
            ":",
            "1/",
            "\\",
            "\ufdfa",
            "a\u00a0",
            "<b>a")) {
      String text = piece.repeat(1_000_000 / piece.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> new TextEncoder().encode(text, 10), piece);
    }
  }
}
