package io.reviewscoring.model.text;

import java.util.ArrayList;
import java.util.List;

/** Tokens as strings. */
final class TokenStrings implements Tokens {
  private final List<String> all = new ArrayList<>();

  @Override
  public void add(char[] chars, int from, int to) {
    all.add(new String(chars, from, to - from));
  }

  @Override
  public void extend(char[] chars, int from, int to) {
    int last = all.size() - 1;
    all.set(last, all.get(last) + new String(chars, from, to - from));
  }

  /** All of them in their order. */
  List<String> all() {
    return List.copyOf(all);
  }
}
