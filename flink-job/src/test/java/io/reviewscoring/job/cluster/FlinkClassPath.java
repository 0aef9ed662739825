package io.reviewscoring.job.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Of this process' class path what a Flink distribution has in its {@code lib}: Flink's own
 * artifacts and what they need. Nothing of this project, no Kafka connector, no Kafka, no Jackson,
 * so that a job runs on what its jar brings.
 */
final class FlinkClassPath {
  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "(flink-(annotations|clients|connector-datagen|core|core-api|datastream|datastream-api|file-sink-common"
              + "|hadoop-fs|metrics-core|queryable-state-client-java|rpc-akka-loader|rpc-core"
              + "|runtime|shaded-.*|statebackend-rocksdb|streaming-java)"
              + "|frocksdbjni|commons-(cli|collections|compress|io|lang3|math3|text)"
              + "|javassist|jsr305|kryo|lz4-java|minlog|objenesis|reflectasm|slf4j-api"
              + "|slf4j-simple|snakeyaml-engine|snappy-java)-\\d.*\\.jar");

  private FlinkClassPath() {}

  static String get() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> isOfTheDistribution(Path.of(entry).getFileName().toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOfTheDistribution(String file) {
    return DISTRIBUTION.matcher(file).matches() && !file.endsWith("-tests.jar");
  }
}
