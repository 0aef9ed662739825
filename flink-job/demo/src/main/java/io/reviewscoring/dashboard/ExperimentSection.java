package io.reviewscoring.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.comparison.PairFigures;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.MostDifferent;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Experiment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The experiment as JSON for the page; of none, nothing. */
final class ExperimentSection {
  private ExperimentSection() {}

  /** Writes it into an object that is empty. */
  static void write(ObjectNode node, @Nullable Experiment experiment, List<PairFigures> figures) {
    if (experiment == null) {
      return;
    }
    node.put("name", experiment.name())
        .put("since", experiment.began().effectiveFrom())
        .put("inForce", experiment.roles().inForce().version());
    write(node, "candidate", experiment.roles().candidate());
    write(node, "shadow", experiment.roles().shadow());
    Decision ended = experiment.ended();
    if (ended != null) {
      node.putObject("ended")
          .put("type", ended.kind().name())
          .put("version", ended.version())
          .put("at", ended.effectiveFrom());
    }
    ArrayNode pairs = node.putArray("pairs");
    figures.forEach(pair -> write(pairs.addObject(), pair));
  }

  private static void write(ObjectNode node, String role, @Nullable Decision decision) {
    if (decision != null) {
      RoleChange change = decision.change();
      node.putObject(role)
          .put("version", decision.version())
          .put("share", decision.share())
          .put("compared", change == null ? 0 : change.compared())
          .put("since", decision.effectiveFrom());
    }
  }

  private static void write(ObjectNode node, PairFigures figures) {
    Comparison total = figures.total();
    node.put("model", total.pair().model())
        .put("other", total.pair().other())
        .put("role", total.pair().role())
        .put("count", total.count())
        .put("notFinal", figures.notFinal())
        .put("meanDifference", Sections.rounded(total.meanDifference()))
        .put("meanSigned", Sections.rounded(total.meanSigned()))
        .put("largest", Sections.rounded(total.largest()))
        .put("differing", total.differing())
        .put("share", total.share())
        .put("shareFrom", total.shareFrom())
        .put("shareTo", total.shareTo());
    total.labels().forEach(node.putArray("labels")::add);
    ArrayNode most = node.putArray("mostDifferent");
    for (MostDifferent each : total.mostDifferent()) {
      most.addObject()
          .put("reviewId", TopicValues.shortened(each.reviewId(), TopicValues.NAME_CHARS))
          .put("difference", Sections.rounded(each.difference()));
    }
  }
}
