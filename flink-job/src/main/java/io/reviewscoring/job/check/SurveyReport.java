package io.reviewscoring.job.check;

import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.parse.ParseLimits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A survey as lines for people. */
public final class SurveyReport {
  private static final int MAX_REFUSALS = 10;
  private static final int MAX_FIELDS = 40;
  private static final int MAX_LANGUAGES = 8;
  private static final int SHOWN = 80;
  private static final String SUGGESTS = "suggests";

  private final ReviewForm form;
  private final ParseLimits limits;

  /**
   * @param form by which the sample was read
   */
  public SurveyReport(ReviewForm form, ParseLimits limits) {
    this.form = form;
    this.limits = limits;
  }

  /** Prints what was found, and which options would read more. */
  public void print(Survey survey, PrintWriter out) {
    long records = survey.records();
    figure(out, "records", records, "");
    figure(out, "reviews", survey.reviews(), SeenFields.share(survey.reviews(), records));
    figure(out, "tombstones", survey.tombstones(), "deleted, blank or without a value");
    long unsaid = records - survey.reviews() - survey.tombstones();
    figure(out, "not read", unsaid, "");
    for (Refusals.Group group : survey.refusals().mostFrequent(MAX_REFUSALS)) {
      unsaid -= group.count();
      out.printf(Locale.ROOT, "%,18d  %s%n", group.count(), group.first().reason());
      detail(out, group.where() + ": " + group.first().error());
      detail(out, group.value());
    }
    if (unsaid > 0) {
      out.printf(Locale.ROOT, "%,18d  more%n", unsaid);
    }
    if (survey.reviews() > 0) {
      line(
          out,
          "event times",
          Instants.text(survey.earliest()) + " to " + Instants.text(survey.latest()));
      line(out, "languages", languages(survey));
      line(out, "texts", survey.textChars().words("characters"));
    }
    line(out, "values", survey.recordBytes().words("bytes"));
    line(
        out,
        "ids again",
        survey.twice() == 0
            ? "none"
            : String.format(
                Locale.ROOT,
                "%,d, the first %s",
                survey.twice(),
                Excerpt.of(survey.firstTwice(), SHOWN)));
    out.println("fields");
    List<String> fields = survey.fields().lines();
    fields.stream().limit(MAX_FIELDS).forEach(field -> out.println("  " + field));
    if (fields.size() > MAX_FIELDS) {
      out.println("  and " + (fields.size() - MAX_FIELDS) + " more");
    }
    if (!survey.isReadWhole() && records > 0) {
      suggest(survey, out);
    }
  }

  private void suggest(Survey survey, PrintWriter out) {
    List<SampledRecord> tried = survey.kept();
    long refused = survey.refusals().remediedBy(Suggestion.NO_LANGUAGE);
    long spoken = survey.reviews() - survey.languages().getOrDefault(Survey.NO_LANGUAGE, 0L);
    boolean costly = refused > 0 && spoken >= refused;
    // Of those that are not read more are tried than their share of all.
    @Nullable Suggestion better =
        Suggestion.search(form, tried, survey.fields().pointers(), limits, costly);
    if (better != null) {
      line(out, SUGGESTS, better.words());
      detail(
          out, String.format(Locale.ROOT, "reads %,d of %,d tried", better.read(), tried.size()));
    } else if (costly) {
      line(out, SUGGESTS, "nothing without a loss");
    } else {
      line(out, SUGGESTS, "nothing: no form that is known here reads more");
    }
    if (costly) {
      detail(
          out,
          String.format(
              Locale.ROOT,
              "--%s would read %,d more, and %,d without the language that they say",
              Suggestion.NO_LANGUAGE,
              refused,
              spoken));
    }
  }

  private static String languages(Survey survey) {
    return survey.languages().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MAX_LANGUAGES)
        .map(each -> each.getKey() + " " + SeenFields.share(each.getValue(), survey.reviews()))
        .collect(Collectors.joining(", "));
  }

  private static void figure(PrintWriter out, String name, long value, String words) {
    out.println(String.format(Locale.ROOT, "%-12s %,11d  %s", name, value, words).stripTrailing());
  }

  private static void line(PrintWriter out, String name, String words) {
    out.printf("%-12s %s%n", name, words);
  }

  private static void detail(PrintWriter out, String words) {
    out.println("  " + words);
  }
}
