package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthBand;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's network in DL4J and its wide part beside it: what training measures with, and the
 * reference for the scorer. For one thread; {@link #close} gives the native memory back.
 */
final class ReferenceModel implements AutoCloseable {
  private final Manifest manifest;
  private final Tokenizer tokenizer;
  private final TextRows rows;
  private final Dl4jNetwork network;
  private final @Nullable WideModel wide;

  ReferenceModel(Manifest manifest, Vocabulary vocabulary, Weights weights) {
    this.manifest = manifest;
    this.tokenizer = new Tokenizer(manifest.tokenizer());
    this.rows =
        new TextRows(manifest.tokenizer(), vocabulary, manifest.architecture().sequenceLength());
    this.network = Dl4jNetwork.of(manifest.architecture(), weights);
    Wide sizes = manifest.architecture().wide();
    WideWeights beside = weights.wide();
    this.wide = sizes == null || beside == null ? null : new WideModel(sizes, beside, 0);
  }

  /** The log odds of positive before the calibration by length [texts]. */
  double[] logits(List<TokenFingerprints> texts) {
    double[] logits = network.logOdds(texts.stream().map(rows::row).toList());
    for (int i = 0; i < logits.length && wide != null; i++) {
      logits[i] += wide.logit(texts.get(i));
    }
    return logits;
  }

  /** The probabilities of positive, calibrated [texts]. */
  float[] scores(List<String> texts) {
    int most = manifest.architecture().tokens();
    List<TokenFingerprints> read =
        texts.stream().map(text -> tokenizer.fingerprints(text, most)).toList();
    double[] logits = logits(read);
    float[] scores = new float[logits.length];
    for (int i = 0; i < scores.length; i++) {
      LengthBand band = manifest.calibration().band(read.get(i).tokens());
      double calibrated = band == null ? logits[i] : band.scale() * logits[i] + band.shift();
      scores[i] = (float) (1 / (1 + Math.exp(-calibrated)));
    }
    return scores;
  }

  @Override
  public void close() {
    network.close();
  }
}
