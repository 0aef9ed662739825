package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The texts whose scores go with a bundle. */
final class GoldenTexts {

  /** Reading them takes time with each load. */
  private static final int MOST = 240;

  /** Of a text in UTF-8, so that all of them stay below what a bundle may hold. */
  private static final int MOST_BYTES = 12_000;

  private static final List<String> OF_ALL =
      List.of(
          "",
          "Great!",
          "zzqx qqwv xxyzzy",
          "movie is great",
          "Acting was good; direction was horrible",
          "I laughed twice, once at the poster. The rest is a slow and pointless evening that even"
              + " the actors seem to regret.",
          "A warm, clever and beautifully shot film. The two leads are wonderful together and the"
              + " ending moved me to tears - one of the best of the year.",
          "<br /><br />It's not *that* bad, it isn't that good either: 5/10.",
          "movie was great ".repeat(200),
          "the plot makes no sense and the jokes fall flat ".repeat(60));

  /** Each rule moves the tokens of one of them. */
  private static final List<String> OF_REVIEW_TEXT =
      List.of(
          "It isn\u2019t \u201cgreat\u201d, it\u02bcs 'good' & that`s all.",
          "I don&#39;t&nbsp;like&#xA0;the plot &mdash; &quot;dull&quot; &amp;#39;tis &hellip;",
          "Terrible acting.<br/>Awful script.<p class=\"a > b\">A <b>waste</b> of <i>ti</i>me.</p>",
          "A\u00a0wonderful\u3000and\u200bex\u00adcel\u200dlent\r\nfilm\u0085\ufeffof 1999",
          "cafe\u0301 \ufb01lm \uff27\uff32\uff25\uff21\uff34 \u00c9t\u00e9 \u03a3\u03a3",
          "I do n't think it 's bad , it wo n't hurt",
          "great\ud83d\ude00\ud83d\udc4d\ud83c\udffd \u2764\ufe0f :-) :( <3 \u2605\u2605\u2605\u2605\u2606 7.5/10");

  private GoldenTexts() {}

  /** Short and long ones, the same for every model of a rule set. */
  static List<String> fixed(RuleSet rules) {
    List<String> texts = new ArrayList<>(OF_ALL);
    if (rules == RuleSet.REVIEW_TEXT) {
      texts.addAll(OF_REVIEW_TEXT);
    }
    return texts;
  }

  /**
   * A text for each block of ranks, with as many of its words as the network reads; all of them
   * where the vocabulary has at most {@value #MOST} such blocks. A word more or less in the
   * vocabulary moves every rank behind it, and with them what stands in these texts.
   *
   * @param words by rank
   */
  static List<String> covering(List<String> words, Architecture architecture) {
    int length = architecture.sequenceLength();
    int blocks = Math.min((words.size() + length - 1) / length, most(architecture));
    List<String> texts = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) words.size() * block / blocks);
      int to = (int) ((long) words.size() * (block + 1) / blocks);
      texts.add(text(words.subList(from, to), Math.min(length, to - from)));
    }
    return texts;
  }

  /**
   * A text of each length and one that is a word shorter, each of words that differ as long as the
   * vocabulary lasts: were the border between the two elsewhere, one of them would score otherwise.
   *
   * @param words by rank
   */
  static List<String> bordering(List<String> words, List<Integer> lengths) {
    List<String> texts = new ArrayList<>();
    for (int length : lengths) {
      for (int count = Math.max(1, length - 1); count <= length && !words.isEmpty(); count++) {
        texts.add(joined(IntStream.range(0, count).map(i -> i % words.size()), words));
      }
    }
    return texts.stream().distinct().toList();
  }

  /** So many that opening the model stays well below its bound. */
  private static int most(Architecture architecture) {
    long free =
        Architecture.MAX_OPERATIONS / 2
            - architecture.openingOperations(fixed(RuleSet.REVIEW_TEXT).size());
    long each = architecture.openingOperations(1) - architecture.openingOperations(0);
    return (int) Math.max(1, Math.min(MOST, free / each));
  }

  /** So many words at even distances, the last one among them. */
  private static String text(List<String> block, int count) {
    return joined(
        IntStream.rangeClosed(1, count).map(i -> (int) ((long) block.size() * i / count) - 1),
        block);
  }

  /** The words at some places, as far as there is room for them. */
  private static String joined(IntStream places, List<String> words) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int place : places.toArray()) {
      String word = words.get(place);
      bytes += word.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes <= MOST_BYTES) {
        text.append(text.isEmpty() ? "" : " ").append(word);
      }
    }
    return text.toString();
  }
}
