package io.reviewscoring.k8s;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Strimzi's generator makes of its model, in a process of its own. */
final class StrimziDefinitions {
  private static final Path JARS = Path.of("target/strimzi");
  private static final Path OUT = Path.of("target/schemas/strimzi");
  private static final List<String> KINDS =
      List.of("topic.KafkaTopic", "user.KafkaUser", "kafka.Kafka", "nodepool.KafkaNodePool");

  private StrimziDefinitions() {}

  static List<Path> generate() throws IOException, InterruptedException {
    Files.createDirectories(OUT);
    List<Path> files = KINDS.stream().map(kind -> OUT.resolve(kind + ".yaml")).toList();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                    File.pathSeparator,
                    JARS.resolve("1-model.jar").toString(),
                    JARS.resolve("2-generator.jar").toString(),
                    JARS.resolve("3-api.jar").toString()),
                "io.strimzi.crdgenerator.CrdGenerator",
                "--yaml"));
    for (int i = 0; i < KINDS.size(); i++) {
      command.add("io.strimzi.api.kafka.model." + KINDS.get(i) + "=" + files.get(i));
    }
    Path log = OUT.resolve("log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("CrdGenerator failed: " + Files.readString(log));
    }
    return files;
  }
}
