package io.reviewscoring.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.reviewscoring.k8s.Kustomization.PodTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What no schema can say: that objects mean each other. */
@ParameterizedClass
@ValueSource(strings = {"local", "production"})
class ReferencesIT {
  private static final String NAMESPACE = "review-scoring";

  /** The ports that Flink itself listens at. */
  private static final Set<Integer> FLINK_PORTS = Set.of(6122, 6123, 8081);

  private final Kustomization overlay;
  private final Kustomization publish;
  private final List<PodTemplate> pods;

  ReferencesIT(String name) throws Exception {
    overlay = Kustomization.of("overlays/" + name);
    publish = Kustomization.of("overlays/" + name + "/publish");
    pods = new ArrayList<>(overlay.podTemplates());
    pods.addAll(publish.podTemplates());
  }

  @Test
  void everyConfigMapThatPodsMountIsThere() {
    for (Kustomization each : List.of(overlay, publish)) {
      for (PodTemplate pod : each.podTemplates()) {
        for (String name : pod.volumes("configMap", "name")) {
          assertThat(each.named("ConfigMap", name).path("data").has("job.properties"))
              .as("%s: %s", pod, name)
              .isTrue();
        }
      }
    }
  }

  @Test
  void aChangeOfTheOptionsIsAnotherConfigMapAndSoAnUpgrade() {
    assertThat(pods)
        .filteredOn(pod -> pod.toString().equals("FlinkDeployment review-scoring"))
        .singleElement()
        .satisfies(
            pod ->
                assertThat(pod.volumes("configMap", "name"))
                    .singleElement()
                    .asString()
                    .matches("review-scoring-config-[a-z0-9]{10}"));
  }

  @Test
  void publishReadsTheOptionsOfTheJob() {
    assertThat(publish.all("ConfigMap").toList()).isEqualTo(overlay.all("ConfigMap").toList());
  }

  @Test
  void everySecretIsMadeByTheUserAsTheReadmeSays() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    Set<String> secrets = new TreeSet<>();
    for (PodTemplate pod : pods) {
      secrets.addAll(pod.volumes("secret", "secretName"));
      for (JsonNode container : pod.containers()) {
        for (JsonNode variable : container.path("env")) {
          JsonNode reference = variable.path("valueFrom").path("secretKeyRef");
          if (!reference.isMissingNode()) {
            secrets.add(reference.path("name").asText());
            assertThat(readme).contains("--from-literal=" + reference.path("key").asText() + "=");
          }
        }
      }
    }

    assertThat(secrets).contains("object-store");
    assertThat(secrets)
        .allSatisfy(
            name -> assertThat(readme).containsPattern("create secret generic " + name + "\\s"));
    assertThat(overlay.all("Secret")).isEmpty();
    assertThat(publish.all("Secret")).isEmpty();
  }

  @Test
  void everyMountNamesAVolume() {
    for (PodTemplate pod : pods) {
      assertThat(texts(pod.spec().path("volumes"), "name"))
          .as(pod.toString())
          .containsAll(texts(pod.container().path("volumeMounts"), "name"));
      for (String claim : pod.volumes("persistentVolumeClaim", "claimName")) {
        assertThat(overlay.named("PersistentVolumeClaim", claim)).isNotNull();
      }
    }
  }

  @Test
  void flinkHasTheRightsOfItsAccount() {
    String account =
        overlay.named("FlinkDeployment", "review-scoring").at("/spec/serviceAccount").asText();
    JsonNode binding = overlay.named("RoleBinding", "review-scoring");
    JsonNode subject = binding.at("/subjects/0");

    assertThat(subject.path("name").asText()).isEqualTo(account);
    assertThat(subject.path("namespace"))
        .isEqualTo(overlay.named("ServiceAccount", account).at("/metadata/namespace"));
    assertThat(overlay.named("Role", binding.at("/roleRef/name").asText())).isNotNull();
  }

  @Test
  void selectorsOfDeploymentsAndServicesFindTheirPodsAndNoOthers() {
    overlay
        .all("Deployment")
        .forEach(
            deployment ->
                assertThat(selected(deployment.at("/spec/selector/matchLabels")))
                    .containsExactly("Deployment " + Kustomization.name(deployment)));
    overlay
        .all("Service")
        .forEach(
            service -> {
              assertThat(selected(service.at("/spec/selector")))
                  .containsExactly("Deployment " + Kustomization.name(service));
              JsonNode container =
                  overlay
                      .named("Deployment", Kustomization.name(service))
                      .at("/spec/template/spec/containers/0");
              assertThat(texts(container.path("ports"), "name"))
                  .contains(service.at("/spec/ports/0/targetPort").asText());
            });
  }

  @Test
  void thePodMonitorFindsFlinksPodsAndTheReportersPort() {
    JsonNode monitor = overlay.named("PodMonitor", "review-scoring");
    PodTemplate flink = pod("FlinkDeployment review-scoring");
    JsonNode port = flink.container().at("/ports/0");

    assertThat(selected(monitor.at("/spec/selector/matchLabels")))
        .containsExactly(flink.toString());
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/port")).isEqualTo(port.path("name"));
    assertThat(port.path("containerPort").asText())
        .isEqualTo(
            flink
                .owner()
                .path("spec")
                .path("flinkConfiguration")
                .path("metrics.reporter.prom.port")
                .asText());
  }

  @Test
  void networkPoliciesSelectPodsAndOpenPortsThatTheyListenAt() {
    Set<String> covered = new HashSet<>();
    overlay
        .all("NetworkPolicy")
        .forEach(
            policy -> {
              List<String> selected = selected(policy.at("/spec/podSelector/matchLabels"));
              assertThat(selected).as(Kustomization.name(policy)).isNotEmpty();
              covered.addAll(selected);
              for (JsonNode rule : policy.at("/spec/ingress")) {
                for (JsonNode port : rule.path("ports")) {
                  assertThat(listening(selected)).contains(port.path("port").asInt());
                }
              }
            });
    assertThat(covered)
        .contains("FlinkDeployment review-scoring", "Deployment dashboard", "Job publish-model");
  }

  @Test
  void probesAskPortsThatArePublished() {
    for (PodTemplate pod : pods) {
      List<JsonNode> containers = pod.containers();
      for (String part : List.of("jobManager", "taskManager")) {
        pod.owner()
            .path("spec")
            .path(part)
            .at("/podTemplate/spec/containers")
            .forEach(containers::add);
      }
      for (JsonNode container : containers) {
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
          for (JsonNode action : container.path(probe)) {
            JsonNode port = action.path("port");
            if (port.isTextual()) {
              assertThat(texts(container.path("ports"), "name")).contains(port.asText());
            } else if (port.isInt()) {
              assertThat(FLINK_PORTS).as(pod.toString()).contains(port.asInt());
            }
          }
        }
      }
    }
  }

  @Test
  void allRunTheSameImageAndNothingRunsAsRoot() {
    Set<String> images = new HashSet<>();
    for (PodTemplate pod : pods) {
      JsonNode image = pod.container().path("image");
      String text = image.isMissingNode() ? pod.owner().at("/spec/image").asText() : image.asText();
      if (text.contains("review-scoring")) {
        images.add(text);
      }
      assertThat(text).matches("[^:]+:.+").doesNotEndWith(":latest");
      assertThat(pod.spec().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.container().at("/securityContext/allowPrivilegeEscalation"))
          .as(pod.toString())
          .isEqualTo(BooleanNode.FALSE);
    }
    assertThat(images).hasSize(1);
  }

  @Test
  void everythingIsInItsNamespace() {
    for (Kustomization each : List.of(overlay, publish)) {
      for (JsonNode object : each.objects()) {
        boolean kafkas = object.path("apiVersion").asText().startsWith("kafka.strimzi.io");
        if (!kafkas && !object.path("kind").asText().equals("Namespace")) {
          assertThat(object.at("/metadata/namespace").asText())
              .as("%s", object.path("kind"))
              .isEqualTo(NAMESPACE);
        }
      }
    }
  }

  private PodTemplate pod(String name) {
    return pods.stream().filter(pod -> pod.toString().equals(name)).findFirst().orElseThrow();
  }

  /** The pod templates that carry all these labels. */
  private List<String> selected(JsonNode labels) {
    assertThat(labels.isObject()).isTrue();
    return pods.stream()
        .filter(
            pod ->
                labels.properties().stream()
                    .allMatch(
                        (Map.Entry<String, JsonNode> label) ->
                            label.getValue().equals(pod.labels().path(label.getKey()))))
        .map(PodTemplate::toString)
        .toList();
  }

  private Set<Integer> listening(List<String> names) {
    Set<Integer> ports = new HashSet<>();
    for (String name : names) {
      if (name.startsWith("FlinkDeployment")) {
        ports.addAll(FLINK_PORTS);
      }
      pod(name)
          .container()
          .path("ports")
          .forEach(port -> ports.add(port.path("containerPort").asInt()));
    }
    return ports;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.path(field).asText()));
    return texts;
  }
}
