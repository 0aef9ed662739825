package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** Takes over what 0.1.0 kept under each review's id, where a checkpoint of it was restored. */
final class FirstRelease {
  private static final ListStateDescriptor<EncodedReview> HELD =
      new ListStateDescriptor<>("held", TypeInformation.of(EncodedReview.class));
  private static final MapStateDescriptor<Version, Float> VERSIONS =
      new MapStateDescriptor<>("versions", TypeInformation.of(Version.class), Types.FLOAT);

  private final KeyedStateBackend<String> backend;

  FirstRelease(KeyedStateBackend<String> backend) {
    this.backend = backend;
  }

  /** Moves it into today's state; afterwards there is none. */
  void moveTo(ScoredVersions versions, HeldReviews held) throws Exception {
    forEach(
        VERSIONS,
        (reviewId, scores) -> {
          Versions all = Versions.NONE;
          for (Map.Entry<Version, Float> each : scores.entries()) {
            Version version = each.getKey();
            all = all.with(version.hash(), version.timestamp(), each.getValue(), 0);
          }
          scores.clear();
          versions.restore(all);
        });
    forEach(
        HELD,
        (reviewId, reviews) -> {
          List<EncodedReview> moving = new ArrayList<>();
          reviews.get().forEach(moving::add);
          reviews.clear();
          for (EncodedReview review : moving) {
            held.add(hashed(review));
          }
        });
  }

  private <S extends State> void forEach(
      StateDescriptor<S, ?> state, KeyedStateFunction<String, S> action) throws Exception {
    try (Stream<String> keys = backend.getKeys(state.getName(), VoidNamespace.INSTANCE)) {
      if (keys.findAny().isEmpty()) {
        return;
      }
    }
    backend.applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, state, action);
  }

  private static EncodedReview hashed(EncodedReview review) {
    return new EncodedReview(
        review.reviewId(),
        review.productId(),
        review.timestamp(),
        review.language(),
        review.fingerprints(),
        review.tokens(),
        review.text(),
        review.origin());
  }
}
