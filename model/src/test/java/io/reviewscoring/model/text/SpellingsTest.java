package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One sentence in many spellings is one sentence to a model of the rule set review-text. */
class SpellingsTest {
  private static final int SENTENCES = 200;

  private static final List<String> WORDS =
      List.of(
          "I",
          "don't",
          "It's",
          "isn't",
          "won't",
          "can't",
          "they're",
          "we've",
          "the",
          "film",
          "Plot",
          "caf\u00e9",
          "na\u00efve",
          "\u00c9tude",
          "Am\u00e9lie",
          "cr\u00e8me",
          "great",
          "dull",
          "a",
          "very",
          "actor's",
          "cast",
          "and",
          "o'clock",
          "fianc\u00e9",
          "of",
          "time",
          "1/10",
          "never",
          "\u00fcber",
          "wasn't",
          "good",
          "bad",
          "I'm",
          "you'll",
          "she'd",
          ":)");

  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          text -> text,
          text -> text.replace('\'', '\u2019'),
          text -> text.replace('\'', '\u02bc').replace(' ', '\u00a0'),
          text -> text.replace("'", "&#39;").replace("\u00e9", "&eacute;"),
          text -> text.replace("'", "&rsquo;").replace(" ", "&nbsp;"),
          text -> text.replace("'", "&amp;#x27;").replace("\"", "&quot;"),
          text -> text.replace(" ", "<br /><br />").replace("\"", "\u201c"),
          text -> "<p>" + text.replace(", ", ",</p>\n<p>").replace("very", "<b>very</b>") + "</p>",
          text -> Normalizer.normalize(text, Normalizer.Form.NFD),
          text -> text.replace(" ", "\u3000").replace("\"", "\u00ab"),
          text -> text.replace(" ", "\u200b").replace("oo", "o\u00ado").replace("ll", "l\u2060l"),
          text -> text.replace(" ", "\r\n").replace("\"", "'"),
          text -> text.replaceAll("n't\\b", " n't").replaceAll("'(s|m|re|ve|ll|d)\\b", " '$1"),
          SpellingsTest::wide);

  private static String wide(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars().forEach(c -> wide.append((char) (c > ' ' && c < 0x7F ? c - '!' + 0xFF01 : c)));
    return wide.toString();
  }

  private static List<String> sentences() {
    Random random = new Random(3);
    List<String> sentences = new ArrayList<>();
    while (sentences.size() < SENTENCES) {
      StringBuilder sentence = new StringBuilder();
      int words = 5 + random.nextInt(15);
      for (int i = 0; i < words; i++) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        int kind = random.nextInt(9);
        sentence.append(
            kind == 0 ? "\"" + word + "\"" : kind == 1 && !word.equals(":)") ? word + "," : word);
        sentence.append(i == words - 1 ? "." : " ");
      }
      sentences.add(sentence.toString());
    }
    return sentences;
  }

  private static ScoringModel model() {
    Tokenizer tokenizer = new Tokenizer(RuleSet.REVIEW_TEXT);
    List<String> words =
        WORDS.stream().flatMap(word -> tokenizer.tokens(word).stream()).distinct().toList();
    ModelBundle keras =
        RandomModels.bundle(
            "spellings",
            RandomModels.architecture(words.size() + Vocabulary.FIRST_WORD, 24, 6, 5, 3, 2, 4),
            words,
            "a very good film",
            5);
    return ScoringModel.of(RandomModels.by(RuleSet.REVIEW_TEXT, keras));
  }

  @Test
  void eachSpellingOfASentenceGivesTheSameTokensAndTheSameScoreToTheBit() {
    ScoringModel model = model();
    Tokenizer tokenizer = model.newTokenizer();
    Scorer scorer = model.newScorer();
    Set<Float> scores = new HashSet<>();
    for (String sentence : sentences()) {
      List<String> tokens = tokenizer.tokens(sentence);
      float score = score(scorer, tokenizer.fingerprints(sentence, 24));
      assertThat(scorer.knownTokens()).isGreaterThan(3);
      scores.add(score);
      for (UnaryOperator<String> spelling : SPELLINGS) {
        String other = spelling.apply(sentence);
        assertThat(tokenizer.tokens(other)).as(other).isEqualTo(tokens);
        assertThat(score(scorer, tokenizer.fingerprints(other, 24))).as(other).isEqualTo(score);
      }
    }
    assertThat(scores).as("sentences differ").hasSizeGreaterThan(SENTENCES / 2);
  }

  private static float score(Scorer scorer, TokenFingerprints text) {
    return scorer.score(text.values(), text.tokens());
  }
}
