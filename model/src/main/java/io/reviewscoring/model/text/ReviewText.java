package io.reviewscoring.model.text;

/**
 * Reads texts by the rule set review-text: chunk by chunk, each up to the next blank or separating
 * tag. Where Keras' tokens are known, only the chunks that may differ. Working space, not
 * thread-safe.
 */
final class ReviewText {
  private final Markup markup = new Markup();
  private final Chunk chunk = new Chunk();
  private final ChunkSplitter splitter = new ChunkSplitter();
  private char[] units = {};
  private int length;

  /** The end of what was read. */
  private int at;

  /** The last character of the word that was read last, if there are but blanks behind it. */
  private char lastOfWord;

  /** Whether the last chunk ended at a tag. */
  private boolean tagged;

  private void begin(char[] text, int textLength) {
    units = text;
    length = textLength;
    markup.read(text, textLength);
    at = 0;
    lastOfWord = 0;
  }

  /** Reads a whole text. */
  void read(char[] text, int textLength, Tokens tokens) {
    begin(text, textLength);
    while (at < length) {
      readChunk(tokens);
    }
  }

  /**
   * Reads a text whose tokens by Keras' rules are known.
   *
   * @param spots of the text
   */
  void readAlong(KerasPass keras, Spots spots, FingerprintTokens tokens) {
    begin(keras.units(), keras.length());
    int ended = 0; // of Keras' tokens, before what is to be read
    for (int spot = 0; spot < spots.count(); spot++) {
      int place = spots.place(spot);
      if (place < at) {
        continue;
      }
      int tag = units[place] == '<' ? separatingTag(place) : -1;
      int start = tag < 0 ? startOfChunk(place) : place + 1;
      int endedBeforeStart = keras.endedBefore(start);
      tokens.addAll(keras, ended, endedBeforeStart);
      if (tag < 0) {
        readChunks(start, tokens);
      } else {
        lastOfWord = 0;
        at = tag;
      }
      ended = at < length ? keras.endedBefore(at) : keras.tokens();
    }
    tokens.addAll(keras, ended, keras.tokens());
  }

  /** Reads from the start of a chunk to where one ends at a character that Keras parts at, too. */
  private void readChunks(int start, Tokens tokens) {
    lastOfWord = lastBefore(start);
    at = start;
    do {
      readChunk(tokens);
    } while (at < length && !CodeUnits.isSeparator(units[at - 1]));
  }

  /** The end of tags that begin here and separate words, -1 if more is to be looked at. */
  private int separatingTag(int place) {
    int breaks = Markup.afterBreaks(units, place, length);
    if (breaks > place) {
      return breaks;
    }
    int end = markup.tag(place + 1, false);
    return end > 0 && markup.separates() ? end : -1;
  }

  private int startOfChunk(int place) {
    int start = place;
    while (start > at && !CodeUnits.isBlank(units[start - 1])) {
      start--;
    }
    return start;
  }

  private char lastBefore(int start) {
    int end = start;
    while (end > at && CodeUnits.isBlank(units[end - 1])) {
      end--;
    }
    if (end == at) {
      return lastOfWord;
    }
    char last = units[end - 1];
    return CodeUnits.isSeparator(last) ? 0 : Character.toLowerCase(last);
  }

  private void readChunk(Tokens tokens) {
    chunk.clear();
    tagged = false;
    do {
      at = chunk.addPlain(units, at, length);
    } while (at < length && addOther());
    lastOfWord = splitter.split(chunk, lastOfWord, tokens);
    if (tagged) {
      lastOfWord = 0;
    }
  }

  /** Adds what begins with something else; says whether the chunk goes on. */
  private boolean addOther() {
    return switch (units[at]) {
      case '&' -> addReference();
      case '<' -> addBracket(at + 1, false);
      default -> addCharacter();
    };
  }

  private boolean addCharacter() {
    int c = Character.codePointAt(units, at, length);
    at += Character.charCount(c);
    return chunk.add(c);
  }

  private boolean addReference() {
    int end = markup.reference(at);
    if (end < 0) {
      return addCharacter();
    }
    int first = markup.first();
    int second = markup.second();
    if (first == '<') {
      return addBracket(end, true);
    }
    at = end;
    return chunk.add(first) && (second == 0 || chunk.add(second));
  }

  private boolean addBracket(int behind, boolean escaped) {
    int end = markup.tag(behind, escaped);
    if (end < 0) {
      at = behind;
      return chunk.add('<');
    }
    at = end;
    tagged = markup.separates();
    return !tagged;
  }
}
