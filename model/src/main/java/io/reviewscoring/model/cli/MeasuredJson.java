package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.Interval;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LengthGroup;

/** A source's figures for programs. */
final class MeasuredJson {
  private MeasuredJson() {}

  static ObjectNode of(Measured measured) {
    Evaluation evaluation = measured.evaluation();
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("modelVersion", measured.modelVersion());
    node.put("source", measured.source());
    node.put("reviews", evaluation.reviews());
    node.put("accuracy", evaluation.accuracy());
    Interval interval = evaluation.accuracyInterval();
    node.putArray("accuracyInterval95").add(interval.low()).add(interval.high());
    node.put("logLoss", evaluation.logLoss());
    if (Double.isNaN(evaluation.rocAuc())) {
      node.putNull("rocAuc");
    } else {
      node.put("rocAuc", evaluation.rocAuc());
    }
    node.put("calibrationError", evaluation.calibrationError());
    ConfusionMatrix confusion = evaluation.confusion();
    node.putObject("confusion")
        .put("truePositives", confusion.truePositives())
        .put("falsePositives", confusion.falsePositives())
        .put("trueNegatives", confusion.trueNegatives())
        .put("falseNegatives", confusion.falseNegatives());
    LabelCounts labels = measured.labels();
    node.putObject("labels")
        .put("positive", labels.positive())
        .put("negative", labels.negative())
        .put("uncertain", labels.uncertain())
        .put("truePositives", labels.truePositives())
        .put("trueNegatives", labels.trueNegatives());
    ArrayNode byLength = node.putArray("byLength");
    measured.byLength().forEach(group -> add(byLength, group, measured));
    if (measured.perSecond() != null) {
      node.put("reviewsPerSecond", measured.perSecond());
    }
    return node;
  }

  private static void add(ArrayNode to, LengthGroup group, Measured measured) {
    Evaluation evaluation = group.reviews().evaluation();
    to.addObject()
        .put("fromTokens", group.fromTokens())
        .put("reviews", evaluation.reviews())
        .put("accuracy", evaluation.accuracy())
        .put("calibrationError", evaluation.calibrationError())
        .put("uncertain", group.reviews().labelCounts(measured.labelling()).uncertain());
  }
}
