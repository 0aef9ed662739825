package io.reviewscoring.job.message;

import java.util.Iterator;
import java.util.List;

/** The JSON form of comparisons, as {@link Messages} has it of all else. Thread-safe. */
public final class ComparisonJson {
  private static final List<Label> LABELS =
      List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);

  private ComparisonJson() {}

  /** A record of {@code model-comparison}. */
  public static byte[] of(Comparison comparison) {
    return Messages.object(
        out -> {
          out.writeStringField("experiment", comparison.pair().experiment());
          out.writeStringField("model", comparison.pair().model());
          out.writeStringField("other", comparison.pair().other());
          out.writeStringField("role", comparison.pair().role());
          out.writeStringField("windowStart", Messages.instant(comparison.windowStart()));
          out.writeStringField("windowEnd", Messages.instant(comparison.windowEnd()));
          out.writeNumberField("count", comparison.count());
          out.writeNumberField("meanDifference", comparison.meanDifference());
          out.writeNumberField("meanSigned", comparison.meanSigned());
          out.writeNumberField("largest", comparison.largest());
          out.writeObjectFieldStart("labels");
          Iterator<Long> counts = comparison.labels().iterator();
          for (Label own : LABELS) {
            out.writeObjectFieldStart(own.name());
            for (Label other : LABELS) {
              out.writeNumberField(other.name(), counts.next());
            }
            out.writeEndObject();
          }
          out.writeEndObject();
          out.writeNumberField("differing", comparison.differing());
          out.writeNumberField("share", comparison.share());
          out.writeNumberField("shareFrom", comparison.shareFrom());
          out.writeNumberField("shareTo", comparison.shareTo());
          out.writeArrayFieldStart("mostDifferent");
          for (MostDifferent each : comparison.mostDifferent()) {
            out.writeStartObject();
            out.writeStringField("reviewId", each.reviewId());
            out.writeNumberField("difference", each.difference());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("revision", comparison.revision());
          out.writeBooleanField("final", comparison.isFinal());
          if (comparison.isLate()) {
            out.writeBooleanField("late", true);
          }
        });
  }
}
