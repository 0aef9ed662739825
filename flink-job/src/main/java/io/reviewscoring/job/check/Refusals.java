package io.reviewscoring.job.check;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.parse.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why records were not read, by reason, field that is missing and remedy. Not thread-safe. */
final class Refusals {
  private static final int SHOWN_BYTES = 400;
  private static final int SHOWN = 120;

  /**
   * A remedy may hold a name out of the record, so that each record has another: beyond so many
   * kinds those with new remedies count as one.
   */
  private static final int MAX_KINDS = 1_000;

  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  /** What one line of a report is about. */
  private record Kind(String reason, @Nullable FormOption missing, List<String> remedies) {}

  /**
   * Those of a kind.
   *
   * @param first what was said of the first
   * @param where it stands
   * @param value its beginning
   */
  record Group(Rejection first, String where, String value, long count) {}

  void add(Rejection rejection, SampledRecord record) {
    Kind kind = new Kind(rejection.reason(), rejection.missing(), rejection.remedies());
    if (groups.size() >= MAX_KINDS && !groups.containsKey(kind)) {
      kind = new Kind(kind.reason(), kind.missing(), List.of());
    }
    Group group = groups.get(kind);
    groups.put(
        kind,
        group == null
            ? new Group(rejection, record.where(), shown(record.record().value()), 1)
            : new Group(group.first(), group.where(), group.value(), group.count() + 1));
  }

  private static String shown(byte @Nullable [] value) {
    if (value == null) {
      return "";
    }
    int length = Math.min(value.length, SHOWN_BYTES);
    return Excerpt.of(new String(value, 0, length, StandardCharsets.UTF_8), SHOWN);
  }

  /** How many would be read with an option, {@code name=value}. */
  long remediedBy(String option) {
    return groups.entrySet().stream()
        .filter(each -> each.getKey().remedies().contains(option))
        .mapToLong(each -> each.getValue().count())
        .sum();
  }

  /** So many kinds at most. */
  List<Group> mostFrequent(int kinds) {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::count).reversed())
        .limit(kinds)
        .toList();
  }
}
