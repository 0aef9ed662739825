package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

class CharacterClassesTest {
  @Test
  void theTableNeverChanges() {
    CRC32 crc = new CRC32();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      crc.update(CharacterClasses.of(c));
    }
    assertThat(crc.getValue()).isEqualTo(3217717240L);
  }

  /** Each mapping of a character, with the marks that it may meet, on whatever Java this is. */
  @Test
  void noJavaChangesABit() {
    CRC32 crc = new CRC32();
    Tokenizer tokenizer = new Tokenizer(RuleSet.REVIEW_TEXT);
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String character = Character.toString(c);
      for (long each :
          tokenizer.fingerprints("a" + character + "\u0301\u0323 " + character, 9).values()) {
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE) {
          crc.update((byte) (each >>> i));
        }
      }
    }
    assertThat(crc.getValue()).isEqualTo(1311170740L);
  }

  /** What java.lang.Character says of them is of Unicode 13 on Java 17. */
  @Test
  @EnabledOnJre(JRE.JAVA_17)
  void wordsAreWhatUnicode13TakesForLettersMarksAndNumbers() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      byte kind = CharacterClasses.of(c);
      String hex = Integer.toHexString(c);
      switch (kind) {
        case CharacterClasses.WORD -> {
          String decomposed = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
          StringBuilder lower = new StringBuilder();
          decomposed.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
          assertThat(Normalizer.normalize(lower, Normalizer.Form.NFC))
              .as(hex)
              .isEqualTo(Character.toString(Character.toLowerCase(c)));
        }
        case CharacterClasses.AS_IT_IS ->
            assertThat(Character.getType(c))
                .as(hex)
                .isIn(
                    (int) Character.UNASSIGNED,
                    (int) Character.PRIVATE_USE,
                    (int) Character.SURROGATE);
        case CharacterClasses.SEPARATOR, CharacterClasses.DASH, CharacterClasses.BLANK ->
            assertThat(Character.isLetterOrDigit(c) && c != 0x3164 && c != 0xFFA0)
                .as(hex)
                .isFalse();
        default ->
            assertThat(
                    Character.isDefined(c)
                        || kind == CharacterClasses.EMOJI
                        || kind == CharacterClasses.DROPPED)
                .as(hex)
                .isTrue();
      }
    }
  }
}
