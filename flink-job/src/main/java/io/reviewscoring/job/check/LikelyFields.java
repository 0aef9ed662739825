package io.reviewscoring.job.check;

import io.reviewscoring.job.form.FormOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where records have a field of a review that the form doesn't find: by the names of theirs. */
final class LikelyFields {
  /** Last names of pointers, in lower case and without separators, the likeliest first. */
  private static final Map<FormOption, List<String>> USUAL =
      Map.of(
          FormOption.ID,
          List.of("reviewid", "recommendationid", "id", "uuid", "$oid"),
          FormOption.PRODUCT,
          List.of(
              "productid",
              "asin",
              "parentasin",
              "businessid",
              "itemid",
              "appid",
              "sku",
              "product",
              "item"),
          FormOption.TEXT,
          List.of("text", "reviewtext", "review", "body", "content", "comment", "reviewbody"),
          FormOption.TIMESTAMP,
          List.of(
              "timestamp",
              "date",
              "time",
              "createdat",
              "created",
              "unixreviewtime",
              "reviewdate",
              "timestampcreated",
              "$date"));

  private static final List<String> LANGUAGES = List.of("language", "lang", "locale");

  /** Each is a further reading of the sample. */
  private static final int MOST_LANGUAGES = 5;

  /** In an envelope of a database's changes, the row as it was and as it is now. */
  private static final String OLD_IMAGE = "/before";

  private static final String NEW_IMAGE = "/after";

  private LikelyFields() {}

  /**
   * The likeliest pointer: one that is there in most of the records before all others, then by its
   * name, then the shallowest, then that which is there most often, then the first that was seen.
   *
   * @param seen of records that lack the field
   * @param all pointers of the sample
   */
  static @Nullable String pointer(FormOption missing, SeenFields seen, Set<String> all) {
    List<String> names = USUAL.getOrDefault(missing, List.of());
    return seen.pointers().stream()
        .filter(pointer -> names.contains(name(pointer)) && seen.present(pointer) > 0)
        .filter(pointer -> !isOldImage(pointer, all))
        .min(
            Comparator.<String>comparingInt(pointer -> rarity(pointer, missing, seen))
                .thenComparingInt(pointer -> names.indexOf(name(pointer)))
                .thenComparingInt(LikelyFields::depth)
                .thenComparingLong(pointer -> -seen.present(pointer)))
        .orElse(null);
  }

  /** Where records may say a language. */
  static List<String> languages(Set<String> all) {
    return all.stream()
        .filter(pointer -> LANGUAGES.contains(name(pointer)) && !isOldImage(pointer, all))
        .limit(MOST_LANGUAGES)
        .toList();
  }

  /** Whether the records are changes of a database's rows. */
  static boolean areChanges(Set<String> all) {
    return all.stream()
        .anyMatch(
            pointer ->
                pointer.endsWith(NEW_IMAGE)
                    && all.contains(
                        pointer.substring(0, pointer.length() - NEW_IMAGE.length()) + "/op"));
  }

  private static String name(String pointer) {
    return pointer
        .substring(pointer.lastIndexOf('/') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[_ -]", "");
  }

  private static int depth(String pointer) {
    return (int) pointer.chars().filter(c -> c == '/').count();
  }

  /** 0 if most records have a value there that can be the field, 1 if they have any, else 2. */
  private static int rarity(String pointer, FormOption missing, SeenFields seen) {
    if (2 * seen.readable(pointer, missing) > seen.records()) {
      return 0;
    }
    return 2 * seen.present(pointer) > seen.records() ? 1 : 2;
  }

  private static boolean isOldImage(String pointer, Set<String> all) {
    int at = (pointer + "/").indexOf(OLD_IMAGE + "/");
    return at >= 0 && all.contains(pointer.substring(0, at) + NEW_IMAGE);
  }
}
