package io.reviewscoring.model.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTML's named character references, which its standard promises never to change, found by the
 * fingerprint of their names.
 */
final class References {
  /** Read without a semicolon, too: those that people leave it out of. */
  private static final List<String> BARE = List.of("amp", "gt", "lt", "nbsp", "quot");

  private static final NameTable ALL;
  private static final NameTable BARE_NAMES = new NameTable(BARE);

  /** What each stands for, one character or two [names]. */
  private static final int[] FIRST;

  private static final int[] SECOND;

  static {
    Map<String, String> byName = new TreeMap<>();
    for (String line : Tables.lines("entities.txt")) {
      int blank = line.indexOf(' ');
      byName.put(line.substring(0, blank), line.substring(blank + 1));
    }
    ALL = new NameTable(List.copyOf(byName.keySet()));
    FIRST = new int[byName.size()];
    SECOND = new int[byName.size()];
    byName.forEach(
        (name, characters) -> {
          String[] each = characters.split(" ", -1);
          int at = ALL.find(Fingerprint.of(name));
          FIRST[at] = Integer.parseInt(each[0], 16);
          SECOND[at] = each.length == 1 ? 0 : Integer.parseInt(each[1], 16);
        });
  }

  private References() {}

  /** The place of a name, for {@link #first} and {@link #second}; below 0 if there is none. */
  static int find(long name, boolean withSemicolon) {
    return withSemicolon || BARE_NAMES.find(name) >= 0 ? ALL.find(name) : -1;
  }

  static int first(int place) {
    return FIRST[place];
  }

  /** The second character, mostly 0: there is none. */
  static int second(int place) {
    return SECOND[place];
  }
}
