package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;

/**
 * Manifests of the format {@value #FORMAT_VERSION}, as 0.1.0 wrote them: with the sizes of the one
 * network that there was instead of its layers, and without a calibration.
 */
final class FormerManifest {
  static final int FORMAT_VERSION = 1;

  private static final String ARCHITECTURE = "architecture";

  private FormerManifest() {}

  private record Sizes(
      String type,
      int vocabularySize,
      int sequenceLength,
      int embeddingSize,
      int filters,
      int kernelSize,
      int poolSize,
      int lstmUnits) {

    Architecture network() {
      return new Architecture(
          type,
          vocabularySize,
          sequenceLength,
          embeddingSize,
          filters,
          kernelSize,
          poolSize,
          lstmUnits);
    }
  }

  /** The same in today's format. */
  static JsonNode renewed(JsonNode manifest) throws BundleException {
    JsonNode sizes = manifest.path(ARCHITECTURE);
    BundleTexts.expect(
        sizes.path("type"), Architecture.TYPES, ARCHITECTURE, Problem.UNKNOWN_ARCHITECTURE);
    ObjectNode renewed = manifest.deepCopy();
    renewed.remove(ARCHITECTURE);
    renewed.put("formatVersion", Manifest.FORMAT_VERSION);
    renewed.set(LayerList.FIELD, LayerList.of(network(sizes)));
    renewed.putArray("calibration");
    return renewed;
  }

  private static Architecture network(JsonNode sizes) throws BundleException {
    try {
      return Json.MAPPER.treeToValue(sizes, Sizes.class).network();
    } catch (JsonProcessingException e) {
      throw refused(Json.reason(e));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static BundleException refused(String reason) {
    return new BundleException(
        Problem.UNKNOWN_ARCHITECTURE,
        "%s: %s: %s".formatted(BundleFormat.MANIFEST, ARCHITECTURE, reason));
  }
}
