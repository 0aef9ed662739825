package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every object against the schema of its kind, and that the schemas would notice a mistake. */
@TestInstance(Lifecycle.PER_CLASS)
class ManifestSchemasIT {
  private ManifestSchemas schemas;
  private Kustomization production;

  @BeforeAll
  void load() throws IOException, InterruptedException {
    schemas = new ManifestSchemas();
    production = Kustomization.of("overlays/production");
  }

  static final List<String> directories = Kustomization.DIRECTORIES;

  @ParameterizedTest
  @FieldSource("directories")
  void everyObjectIsWhatItsSchemaSays(String directory) throws Exception {
    Kustomization kustomization = Kustomization.of(directory);

    assertThat(kustomization.objects()).isNotEmpty();
    for (JsonNode object : kustomization.objects()) {
      assertThat(schemas.errors(object))
          .as("%s: %s %s", directory, object.path("kind"), Kustomization.name(object))
          .isEmpty();
    }
  }

  @Test
  void theManifestsHoldAllThatTheReadmeSpeaksOf() throws Exception {
    for (String overlay : List.of("overlays/local", "overlays/production")) {
      Stream<String> kinds =
          Kustomization.of(overlay).objects().stream().map(object -> object.path("kind").asText());
      assertThat(kinds)
          .as(overlay)
          .contains(
              "Namespace",
              "FlinkDeployment",
              "KafkaTopic",
              "PodMonitor",
              "NetworkPolicy",
              "ConfigMap",
              "ServiceAccount",
              "Role",
              "RoleBinding",
              "Deployment",
              "Service")
          .doesNotContain("Secret");
    }
  }

  /** Each row: an object of the production overlay, where a value is set, what it is set to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FlinkDeployment | review-scoring | /spec/flinkVersoin                    | v2_2
          FlinkDeployment | review-scoring | /spec/flinkVersion                    | v9_9
          FlinkDeployment | review-scoring | /spec/mode                            | natve
          FlinkDeployment | review-scoring | /spec/job/upgradeMode                 | last_state
          FlinkDeployment | review-scoring | /spec/job/parallelism                 | two
          FlinkDeployment | review-scoring | /spec/job/arg                         | [a]
          FlinkDeployment | review-scoring | /spec/job/args                        | --config=x
          FlinkDeployment | review-scoring | /spec/flinkConfiguration/job.autoscaler.enabled | {yes: 1}
          FlinkDeployment | review-scoring | /spec/jobManager/resource/cpu         | '"500m"'
          FlinkDeployment | review-scoring | /spec/podTemplate/spec/containers/0/volumeMount | []
          FlinkDeployment | review-scoring | /spec/podTemplate/spec/containers/0/ports/0/containerPort | metrics
          FlinkDeployment | review-scoring | /spec/podTemplate/spec/containers/0/name | null
          FlinkDeployment | review-scoring | /metadata/label                       | {a: b}
          KafkaTopic      | model-control  | /spec/partition                       | 1
          KafkaTopic      | model-control  | /spec/partitions                      | one
          KafkaTopic      | model-control  | /spec/partitions                      | 0
          KafkaTopic      | model-control  | /spec/configs                         | {}
          KafkaUser       | review-scoring | /spec/authentication/type             | scram-sha-256
          KafkaUser       | review-scoring | /spec/authorization/acls/0/operations/0 | read
          KafkaUser       | review-scoring | /spec/authorization/acls/0/resource/pattern | prefix
          PodMonitor      | review-scoring | /spec/podMetricEndpoints              | []
          PodMonitor      | review-scoring | /spec/podMetricsEndpoints/0/port      | 9249
          PodMonitor      | review-scoring | /spec/selector/matchLabel             | {a: b}
          NetworkPolicy   | flink          | /spec/ingres                          | []
          NetworkPolicy   | flink          | /spec/podSelector                     | null
          NetworkPolicy   | flink          | /spec/ingress/1/ports/0/portNumber    | 1
          NetworkPolicy   | flink          | /spec/policyTypes                     | Ingress
          Deployment      | dashboard      | /spec/replica                         | 1
          Deployment      | dashboard      | /spec/replicas                        | one
          Deployment      | dashboard      | /spec/selector                        | null
          Deployment      | dashboard      | /spec/template/spec/containers/0/args/0 | 8080
          Deployment      | dashboard      | /spec/template/spec/containers/0/readinesProbe | {}
          Deployment      | dashboard      | /spec/template/spec/containers/0/resources/limits/memory | 512MB
          Deployment      | dashboard      | /spec/template/spec/volumes/0/configmap | {}
          Service         | dashboard      | /spec/ports/0/port                    | http
          Service         | dashboard      | /spec/ports/0/targetport              | http
          Service         | dashboard      | /spec/ports/0/port                    | null
          Role            | review-scoring | /rules/0/verb                         | [get]
          RoleBinding     | review-scoring | /roleRef                              | null
          RoleBinding     | review-scoring | /subjects/0/kind                      | null
          ServiceAccount  | review-scoring | /automountServiceAccountToken         | sometimes
          """)
  void aMistakeIsFound(String kind, String name, String pointer, String value) throws Exception {
    JsonNode object = production.named(kind, name).deepCopy();
    assertThat(schemas.errors(object)).isEmpty();

    set(object, pointer, Kustomization.yaml(value));

    assertThat(schemas.errors(object)).isNotEmpty();
  }

  @Test
  void aKindWithoutSchemaIsFound() throws IOException {
    JsonNode object = Kustomization.yaml("{apiVersion: apps/v1beta1, kind: Deployment}");

    assertThat(schemas.errors(object)).containsExactly("no schema for apps/v1beta1 Deployment");
  }

  /** Null takes the field away. */
  private static void set(JsonNode object, String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = object.at(pointer.substring(0, slash));
    String field = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(field), value);
    } else if (value.isNull()) {
      assertThat(((ObjectNode) parent).remove(field)).as(pointer).isNotNull();
    } else {
      ((ObjectNode) parent).set(field, value);
    }
  }
}
