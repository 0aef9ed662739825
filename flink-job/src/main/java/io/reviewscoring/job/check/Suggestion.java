package io.reviewscoring.job.check;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.Rejection;
import io.reviewscoring.job.parse.ReviewParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that read more of a sample than those given.
 *
 * @param form a named one
 * @param options beside it, by their names
 * @param read how many of the tried records are read, deletions among them
 */
record Suggestion(String form, Map<String, String> options, long read) {
  private static final int MAX_STEPS = 10;

  /** Last names of pointers, in lower case and without separators, the likeliest first. */
  private static final Map<FormOption, List<String>> USUAL =
      Map.of(
          FormOption.ID,
          List.of("reviewid", "recommendationid", "id", "uuid", "$oid"),
          FormOption.PRODUCT,
          List.of("productid", "asin", "parentasin", "businessid", "itemid", "appid", "sku"),
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

  /**
   * Looks for the best options.
   *
   * @param given the form that was given
   * @param seen pointers to fields
   * @return null if nothing reads more than the form as it was given
   */
  static @Nullable Suggestion search(
      ReviewForm given, List<SampledRecord> tried, Set<String> seen, ParseLimits limits) {
    Trial trial = new Trial(tried, seen, limits);
    List<Suggestion> found = new ArrayList<>(trial.improved(given.named(), given.beside()));
    long now = found.get(0).read;
    for (String form : NamedForms.names()) {
      found.addAll(trial.improved(form, Map.of()));
    }
    return found.stream()
        .filter(suggestion -> suggestion.read > now)
        .min(
            Comparator.<Suggestion>comparingLong(suggestion -> -suggestion.read)
                .thenComparingInt(suggestion -> suggestion.changes(given)))
        .orElse(null);
  }

  /** What a person has to take in; another form is as much as two options. */
  private int changes(ReviewForm given) {
    return options.size() + (form.equals(given.named()) ? 0 : 2);
  }

  /** As they stand on a command line; the form always, as another may have been given. */
  String words() {
    List<String> words = new ArrayList<>();
    words.add("--reviews.form=" + form);
    options.forEach((name, value) -> words.add(CommandLineWords.option(name, value)));
    return String.join(" ", words);
  }

  /** Tries forms on records. */
  private static final class Trial {
    private final List<SampledRecord> records;
    private final Set<String> seen;
    private final ParseLimits limits;

    Trial(List<SampledRecord> records, Set<String> seen, ParseLimits limits) {
      this.records = records;
      this.seen = seen;
      this.limits = limits;
    }

    /** The form as it is, and what it becomes by one remedy after the other. */
    List<Suggestion> improved(String form, Map<String, String> given) {
      List<Suggestion> found = new ArrayList<>();
      Map<String, String> options = new LinkedHashMap<>(given);
      Set<Map<String, String>> tried = new HashSet<>();
      for (int step = 0; step < MAX_STEPS; step++) {
        Outcome outcome = read(form, options);
        found.add(new Suggestion(form, Map.copyOf(options), outcome.count));
        Map<String, String> remedy = remedy(outcome, tried);
        if (remedy.isEmpty()) {
          break;
        }
        tried.add(remedy);
        options.putAll(remedy);
      }
      return found;
    }

    Outcome read(String form, Map<String, String> options) {
      Outcome outcome = new Outcome();
      ReviewParser parser;
      try {
        parser = new ReviewParser(NamedForms.form(form, options), limits);
      } catch (IllegalArgumentException e) {
        return outcome;
      }
      for (SampledRecord record : records) {
        try {
          var unused = parser.read(record.record());
          outcome.count++;
        } catch (Rejection e) {
          outcome.refusals.merge(new Refusal(e.missing(), e.remedies()), 1, Integer::sum);
        }
      }
      return outcome;
    }

    /** What helps against the most frequent refusals first; nothing that was tried. */
    private Map<String, String> remedy(Outcome outcome, Set<Map<String, String>> tried) {
      List<Refusal> refusals = new ArrayList<>(outcome.refusals.keySet());
      refusals.sort(Comparator.comparingInt(each -> -outcome.refusals.getOrDefault(each, 0)));
      for (Refusal refusal : refusals) {
        Map<String, String> remedy = new LinkedHashMap<>();
        if (refusal.missing != null) {
          String pointer = usual(refusal.missing);
          if (pointer != null) {
            remedy.put(refusal.missing.text(), pointer);
          }
        } else {
          for (String option : refusal.remedies) {
            int equals = option.indexOf('=');
            remedy.put(option.substring(0, equals), option.substring(equals + 1));
          }
        }
        if (!remedy.isEmpty() && !tried.contains(remedy)) {
          return remedy;
        }
      }
      return Map.of();
    }

    /** The seen field whose name is the likeliest for what is missing. */
    private @Nullable String usual(FormOption missing) {
      for (String name : USUAL.getOrDefault(missing, List.of())) {
        for (String pointer : seen) {
          String last = pointer.substring(pointer.lastIndexOf('/') + 1);
          if (last.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "").equals(name)) {
            return pointer;
          }
        }
      }
      return null;
    }
  }

  private record Refusal(@Nullable FormOption missing, List<String> remedies) {}

  private static final class Outcome {
    private final Map<Refusal, Integer> refusals = new LinkedHashMap<>();
    private long count;
  }
}
