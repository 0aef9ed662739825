package io.reviewscoring.model.bundle;

import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.training.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A bundle that opens in a millisecond: words of a shipped one, and a network made up for it. */
final class TrialBundle {
  private static final Architecture ARCHITECTURE =
      RandomModels.architecture(1000, 40, 8, 8, 3, 2, 8);

  private TrialBundle() {}

  /** As 0.1.0 wrote it: ten golden cases, no checksums. */
  static byte[] old() throws BundleException, IOException {
    return new Zip(BundleWriter.bytes(model(ARCHITECTURE))).former().bytes();
  }

  /** With golden cases over the whole vocabulary, without checksums. */
  static byte[] covered() throws BundleException, IOException {
    return new Zip(BundleWriter.bytes(Goldens.renewed(model(ARCHITECTURE)))).bytes();
  }

  /** As it is written today, with all parts that there are. */
  static byte[] sealed() throws BundleException, IOException {
    Architecture wide = ARCHITECTURE.with(Wide.tagged(3, 12, 50, 20));
    return BundleWriter.bytes(Goldens.renewed(RandomModels.calibrated(model(wide), 0, 10, 60)));
  }

  private static ModelBundle model(Architecture architecture) throws BundleException {
    ModelBundle small = BundleReader.read(Path.of("src/test/bundles/0.1.0/small.zip"));
    List<GoldenCase> goldens = small.goldens().subList(0, 10);
    ModelBundle bundle =
        RandomModels.bundle(
            "trial", architecture, small.vocabulary().words().subList(0, 996), "a film", 1);
    return RandomModels.withGolden(
        new ModelBundle(bundle.manifest(), bundle.vocabulary(), bundle.weights(), goldens), 0);
  }
}
