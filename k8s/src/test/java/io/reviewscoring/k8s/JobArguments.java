package io.reviewscoring.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of a FlinkDeployment's job, and what the job makes of them. */
final class JobArguments {
  /** Where the ConfigMap is mounted. */
  static final String CONFIG = "--config=/opt/review-scoring/config/job.properties";

  private JobArguments() {}

  /**
   * What the job makes of its arguments and the mounted file.
   *
   * @param directory where the file is put for it to read
   */
  static JobConfig config(Kustomization overlay, Path directory) throws Exception {
    JsonNode map = overlay.all("ConfigMap").findFirst().orElseThrow();
    Path file = directory.resolve("job.properties");
    Files.writeString(file, map.path("data").path("job.properties").asText());
    List<String> args =
        texts(overlay.named("FlinkDeployment", "review-scoring").at("/spec/job/args"));
    args.replaceAll(argument -> argument.equals(CONFIG) ? "--config=" + file : argument);
    return JobConfig.parse(args.toArray(String[]::new));
  }

  static Set<String> topics(JobConfig config) {
    return new TreeSet<>(new Topics(config).needed());
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
