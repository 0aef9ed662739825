package io.reviewscoring.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that a page shows.
 *
 * @param page the page's path
 * @param text the whole line
 */
record PageCommand(String page, String text) {

  /** Its words as a shell would split them; quotes gone, nothing expanded. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 && c != quote) {
        word.append(c);
      } else if (c == '\'' || c == '"') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (c == ' ') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The words after the first that is this one; none where it doesn't occur. */
  List<String> after(String word) {
    List<String> words = words();
    int index = words.indexOf(word);
    return index < 0 ? List.of() : words.subList(index + 1, words.size());
  }

  @Override
  public String toString() {
    return page + ": " + text;
  }
}
