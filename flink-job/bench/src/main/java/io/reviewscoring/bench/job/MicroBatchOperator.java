package io.reviewscoring.bench.job;

import io.reviewscoring.bench.engine.RowScorer;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.text.SequenceEncoder;
import java.nio.file.Path;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores reviews in batches, chained behind the encoder so that it costs no way over the network. A
 * batch that is not full goes on before a barrier, before a watermark and at the end: it has no
 * state. Each score goes along as {@link CarriedScore}.
 */
final class MicroBatchOperator extends AbstractStreamOperator<EncodedReview>
    implements OneInputStreamOperator<EncodedReview, EncodedReview>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  private final JobEngine engine;
  private final String bundle;

  private transient @Nullable RowScorer scorer;
  private transient @Nullable SequenceEncoder encoder;
  private transient EncodedReview[] reviews = {};
  private transient long[] timestamps = {};
  private transient int[][] rows = {};
  private transient float[] scores = {};
  private transient int held;

  /**
   * @param bundle file of the model
   */
  MicroBatchOperator(JobEngine engine, Path bundle) {
    this.engine = engine;
    this.bundle = bundle.toString();
  }

  @Override
  public void open() throws Exception {
    super.open();
    ModelBundle model = BundleReader.read(Path.of(bundle));
    int length = model.manifest().architecture().sequenceLength();
    encoder = new SequenceEncoder(model.vocabulary(), length);
    scorer = engine.open(model).open();
    reviews = new EncodedReview[engine.batch()];
    timestamps = new long[engine.batch()];
    rows = new int[engine.batch()][length];
    scores = new float[engine.batch()];
    held = 0;
  }

  @Override
  public void processElement(StreamRecord<EncodedReview> element) {
    EncodedReview review = element.getValue();
    if (encoder == null) {
      throw new IllegalStateException("not open");
    }
    encoder.encode(review.fingerprints(), review.tokens(), rows[held]);
    reviews[held] = review;
    timestamps[held] = element.getTimestamp();
    held++;
    if (held == reviews.length) {
      flush();
    }
  }

  private void flush() {
    if (held == 0 || scorer == null) {
      return;
    }
    scorer.score(rows, 0, held, scores);
    for (int i = 0; i < held; i++) {
      EncodedReview scored =
          CarriedScore.put(reviews[i], scores[i], SequenceEncoder.knownTokens(rows[i]));
      output.collect(new StreamRecord<>(scored, timestamps[i]));
    }
    held = 0;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void endInput() {
    flush();
  }

  @Override
  public void close() throws Exception {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
    super.close();
  }
}
