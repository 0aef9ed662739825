package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.kafka.KafkaEndpoints;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.operator.config.KubernetesOperatorConfigOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That Flink, its operator and its autoscaler know every setting: an unknown one is passed over in
 * silence, and no schema looks into them.
 */
@ParameterizedClass
@ValueSource(strings = {"local", "production"})
class FlinkSettingsIT {
  private static final List<Class<?>> OPTIONS =
      List.of(
          AutoScalerOptions.class,
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          KubernetesOperatorConfigOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RocksDBConfigurableOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class);

  private final JsonNode flink;
  private final Configuration settings = new Configuration();

  FlinkSettingsIT(String overlay) throws Exception {
    flink =
        Kustomization.of("overlays/" + overlay)
            .named("FlinkDeployment", "review-scoring")
            .path("spec");
    for (Map.Entry<String, JsonNode> setting : flink.path("flinkConfiguration").properties()) {
      settings.setString(setting.getKey(), setting.getValue().asText());
    }
  }

  @Test
  void everySettingIsKnownAndHasAValueThatItCanHave() throws Exception {
    Map<String, ConfigOption<?>> known = known();
    List<String> unknown = new ArrayList<>();
    for (String key : settings.keySet()) {
      ConfigOption<?> option = known.get(key);
      if (option != null) {
        assertThat((Object) settings.get(option)).as(key).isNotNull();
      } else if (!key.matches("s3\\..+|metrics\\.reporter\\.prom\\..+")) {
        unknown.add(key);
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void theMemoryIsEnoughForFlinksOwnParts() {
    Configuration sized = new Configuration(settings);
    sized.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory("jobManager"));
    sized.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory("taskManager"));

    assertThat(
            JobManagerProcessUtils.processSpecFromConfig(sized)
                .getJvmHeapMemorySize()
                .getMebiBytes())
        .isGreaterThan(500);
    assertThat(
            TaskExecutorProcessUtils.processSpecFromConfig(sized).getTaskHeapSize().getMebiBytes())
        .isGreaterThan(256);
  }

  @Test
  void theAutoscalersRangeHoldsTheParallelismOfTheStart() {
    int parallelism = flink.at("/job/parallelism").asInt();
    int most = settings.get(AutoScalerOptions.VERTEX_MAX_PARALLELISM);

    assertThat(parallelism).isBetween(settings.get(AutoScalerOptions.VERTEX_MIN_PARALLELISM), most);
    // Divisors of it share the key groups evenly.
    assertThat(settings.get(PipelineOptions.MAX_PARALLELISM) % most).isZero();
  }

  /** More than one gate would decide more than once; more than one sink would mix the order. */
  @Test
  void theAutoscalerLeavesAloneWhatMustBeAlone() throws Exception {
    JobConfig config =
        JobConfig.of(
            Map.of(
                "bootstrap.servers",
                "localhost:9092",
                "parallelism",
                "2",
                "checkpoint.directory",
                "file:///tmp"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings(config));
    KafkaEndpoints kafka = new KafkaEndpoints(config);
    ReviewScoringGraph.define(env, config, kafka.sources(), kafka.sinks());
    List<String> alone = new ArrayList<>();
    for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
      if (vertex.getParallelism() == 1) {
        alone.add(vertex.getID().toHexString());
      }
    }

    assertThat(alone).isNotEmpty();
    assertThat(settings.get(AutoScalerOptions.VERTEX_EXCLUDE_IDS))
        .containsExactlyInAnyOrderElementsOf(alone);
  }

  private MemorySize memory(String part) {
    return MemorySize.parse(flink.path(part).path("resource").path("memory").asText());
  }

  private static Map<String, ConfigOption<?>> known() throws IllegalAccessException {
    Map<String, ConfigOption<?>> known = new TreeMap<>();
    for (Class<?> options : OPTIONS) {
      for (Field field : options.getFields()) {
        if (field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          if (option != null) {
            known.put(option.key(), option);
          }
        }
      }
    }
    return known;
  }
}
