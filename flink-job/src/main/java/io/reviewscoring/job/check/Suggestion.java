package io.reviewscoring.job.check;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.form.Selector;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.Rejection;
import io.reviewscoring.job.parse.ReviewParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that read more of a sample than those given.
 *
 * @param form a named one
 * @param options beside it, by their names
 * @param read how many of the tried records are read, deletions among them
 * @param withLanguage how many of them say a language
 */
record Suggestion(String form, Map<String, String> options, long read, long withLanguage) {
  /** What reads a record whose language is none, and leaves all others without theirs. */
  static final String NO_LANGUAGE = FormOption.LANGUAGE.with(Selector.NONE);

  /** The form of a database's changes, deletions among them. */
  private static final String CHANGES = "debezium";

  private static final int MAX_STEPS = 10;

  /**
   * Looks for the best options.
   *
   * @param given the form that was given
   * @param seen pointers to fields
   * @param keepsLanguage whether languages are not to be given up, whatever was tried
   * @return null if nothing reads more than the form as it was given, or only at the cost of the
   *     language of as many
   */
  static @Nullable Suggestion search(
      ReviewForm given,
      List<SampledRecord> tried,
      Set<String> seen,
      ParseLimits limits,
      boolean keepsLanguage) {
    Trial trial = new Trial(tried, seen, limits, keepsLanguage);
    List<Suggestion> found = new ArrayList<>(trial.improved(given.named(), given.beside()));
    Suggestion now = found.get(0);
    // The sample need not hold a deletion, but the topic will.
    boolean isChanges = LikelyFields.areChanges(seen);
    for (String form : NamedForms.names()) {
      found.addAll(trial.improved(form, Map.of()));
    }
    return found.stream()
        .filter(suggestion -> suggestion.gain(now) > 0)
        .filter(
            suggestion -> suggestion.loss(now) <= (keepsLanguage ? 0 : suggestion.gain(now) - 1))
        .min(
            Comparator.<Suggestion>comparingLong(suggestion -> -suggestion.read)
                .thenComparing(suggestion -> isChanges && !suggestion.form.equals(CHANGES))
                .thenComparingLong(suggestion -> -suggestion.withLanguage)
                .thenComparingInt(suggestion -> suggestion.changes(given)))
        .orElse(null);
  }

  private long gain(Suggestion now) {
    return read - now.read;
  }

  /** How many reviews would be read without the language that they say. */
  private long loss(Suggestion now) {
    return now.withLanguage - withLanguage;
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
    private final boolean keepsLanguage;

    Trial(
        List<SampledRecord> records, Set<String> seen, ParseLimits limits, boolean keepsLanguage) {
      this.keepsLanguage = keepsLanguage;
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
        long read = outcome.idsAreProducts() ? 0 : outcome.count;
        found.add(new Suggestion(form, Map.copyOf(options), read, outcome.withLanguage));
        Map<String, String> remedy = remedy(outcome, tried);
        if (remedy.isEmpty()) {
          found.addAll(withLanguage(form, options, outcome));
          break;
        }
        tried.add(remedy);
        options.putAll(remedy);
      }
      return found;
    }

    /** The same with the language of those that say it elsewhere. */
    private List<Suggestion> withLanguage(
        String form, Map<String, String> options, Outcome outcome) {
      List<Suggestion> found = new ArrayList<>();
      String name = FormOption.LANGUAGE.text();
      String now = outcome.form.options().getOrDefault(name, Selector.NONE);
      for (String pointer : LikelyFields.languages(seen)) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(name, now.equals(Selector.NONE) ? pointer : now + "|" + pointer);
        Outcome by = read(form, more);
        if (by.count >= outcome.count && by.withLanguage > outcome.withLanguage) {
          found.add(new Suggestion(form, more, by.count, by.withLanguage));
        }
      }
      return found;
    }

    Outcome read(String form, Map<String, String> options) {
      Outcome outcome = new Outcome();
      ReviewParser parser;
      try {
        outcome.form = NamedForms.form(form, options);
        parser = new ReviewParser(outcome.form, limits);
      } catch (IllegalArgumentException e) {
        return outcome;
      }
      for (SampledRecord record : records) {
        try {
          outcome.add(parser.read(record.record()));
        } catch (Rejection e) {
          outcome
              .refusals
              .computeIfAbsent(new Refusal(e.missing(), e.remedies()), unused -> new ArrayList<>())
              .add(record);
        }
      }
      return outcome;
    }

    /** What helps against the most frequent refusals first; nothing that was tried. */
    private Map<String, String> remedy(Outcome outcome, Set<Map<String, String>> tried) {
      List<Refusal> refusals = new ArrayList<>(outcome.refusals.keySet());
      refusals.sort(Comparator.comparingInt(each -> -outcome.of(each).size()));
      for (Refusal refusal : refusals) {
        Map<String, String> remedy = new LinkedHashMap<>();
        if (refusal.missing != null) {
          String value = value(refusal.missing, outcome, outcome.of(refusal));
          if (value != null) {
            remedy.put(refusal.missing.text(), value);
          }
        } else if (!givesUpLanguages(refusal, outcome)) {
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

    private boolean givesUpLanguages(Refusal refusal, Outcome outcome) {
      return refusal.remedies.contains(NO_LANGUAGE)
          && (keepsLanguage || outcome.withLanguage >= outcome.of(refusal).size());
    }

    /** Where the field may stand that records lack; those that have it keep theirs. */
    private @Nullable String value(
        FormOption missing, Outcome outcome, List<SampledRecord> refused) {
      SeenFields fields = new SeenFields();
      for (SampledRecord record : refused) {
        fields.add(Objects.requireNonNull(record.record().value()));
      }
      String pointer = LikelyFields.pointer(missing, fields, seen);
      if (outcome.reviews == 0) {
        return pointer == null && missing == FormOption.ID && areKeyed(refused)
            ? Selector.KEY
            : pointer;
      }
      if (pointer == null) {
        return null;
      }
      String now = outcome.form.options().getOrDefault(missing.text(), "");
      return now.startsWith("/") && !now.contains(",") ? now + "|" + pointer : null;
    }
  }

  /** Whether each has a key of its own; what is a product's key comes again. */
  private static boolean areKeyed(List<SampledRecord> records) {
    Set<ByteBuffer> keys = new HashSet<>();
    for (SampledRecord record : records) {
      byte[] key = record.record().key();
      if (key == null || !keys.add(ByteBuffer.wrap(key))) {
        return false;
      }
    }
    return true;
  }

  private record Refusal(@Nullable FormOption missing, List<String> remedies) {}

  private static final class Outcome {
    private final Map<Refusal, List<SampledRecord>> refusals = new LinkedHashMap<>();
    private ReviewForm form = ReviewForm.OWN;
    private long count;
    private long reviews;
    private long withLanguage;
    private long ofTheirProduct;

    /** Whether keys were taken for ids that are of products: each is one review's by chance. */
    boolean idsAreProducts() {
      return Selector.KEY.equals(form.options().get(FormOption.ID.text()))
          && 2 * ofTheirProduct > reviews;
    }

    void add(@Nullable Review review) {
      count++;
      if (review != null) {
        reviews++;
        withLanguage += review.language() == null ? 0 : 1;
        ofTheirProduct += review.reviewId().equals(review.productId()) ? 1 : 0;
      }
    }

    List<SampledRecord> of(Refusal refusal) {
      return refusals.getOrDefault(refusal, List.of());
    }
  }
}
