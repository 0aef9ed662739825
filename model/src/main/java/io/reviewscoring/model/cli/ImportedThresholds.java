package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.LabelledPart;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.training.ThresholdFit;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses an imported model's thresholds by labelled reviews; its scores stay what they are. */
final class ImportedThresholds {
  private ImportedThresholds() {}

  /**
   * The same bundle with thresholds: of what is published, the test part decides; of other files
   * all.
   */
  static ModelBundle chosen(ModelBundle bundle, List<Path> data, Charset encoding)
      throws IOException, InterruptedException {
    BulkScorer scorer =
        new BulkScorer(ScoringModel.of(bundle), Runtime.getRuntime().availableProcessors());
    List<ScoredReviews> scored = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (LabelledSource source : LabelledSources.open(data, encoding)) {
      boolean published = source.origin().published();
      ScoredReviews reviews =
          scorer.scored(source.reviews(published ? LabelledPart.TEST : LabelledPart.ALL));
      scored.add(reviews);
      said.add("%,d reviews of %s".formatted(reviews.size(), source.origin().name()));
    }
    return with(bundle, ThresholdFit.of(scored), "thresholds by " + String.join(", ", said));
  }

  private static ModelBundle with(ModelBundle bundle, Thresholds thresholds, String calibrated) {
    Manifest before = bundle.manifest();
    Provenance from = before.provenance();
    Map<String, String> settings = new TreeMap<>(from.settings());
    settings.put("calibrated", calibrated);
    Manifest manifest =
        new Manifest(
            before.formatVersion(),
            before.modelVersion(),
            before.network(),
            before.tokenizer(),
            thresholds,
            before.languages(),
            new Provenance(
                from.preset(),
                from.dataSha256(),
                from.seed(),
                from.libraries(),
                from.metrics(),
                settings));
    return new ModelBundle(manifest, bundle.vocabulary(), bundle.learned(), bundle.goldens());
  }
}
