package io.reviewscoring.model.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The versions that a bundle's numbers depend on. */
final class Libraries {

  private Libraries() {}

  static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("deeplearning4j", version("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("nd4j", version("org.nd4j", "nd4j-native-api"));
    String extension = System.getProperty("org.bytedeco.javacpp.platform.extension", "");
    versions.put("nd4j-native", extension.isEmpty() ? "plain" : extension.substring(1));
    versions.put("java", Integer.toString(Runtime.version().feature()));
    return versions;
  }

  private static String version(String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(resource)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
