package io.reviewscoring.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of all kinds that the manifests use, with unknown fields forbidden. Kubernetes' own
 * kinds and the PodMonitor come from fabric8's models, the FlinkDeployment from the operator's
 * definition, Strimzi's kinds from its generator of definitions.
 */
final class ManifestSchemas {
  private static final Path SCHEMAS = Path.of("target/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Later than those of the operator's newest model on Maven Central; the operator knows them. */
  private static final List<String> LATER_FLINK_VERSIONS = List.of("v2_0", "v2_1", "v2_2");

  private static final String QUANTITY =
      "^[+-]?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)([KMGTPE]i|[mkMGTPE]|[eE][+-]?[0-9]+)?$";

  private final Map<String, JsonSchema> schemas = new HashMap<>();

  ManifestSchemas() throws IOException, InterruptedException {
    fabric8("core", "kubernetes_core_", "v1");
    fabric8("apps", "kubernetes_apps_", "apps/v1");
    fabric8("batch", "kubernetes_batch_v1_", "batch/v1");
    fabric8("networking", "kubernetes_networking_v1_", "networking.k8s.io/v1");
    fabric8("rbac", "kubernetes_rbac_v1_", "rbac.authorization.k8s.io/v1");
    fabric8("monitoring", "os_monitoring_v1_", "monitoring.coreos.com/v1");
    JsonNode flink =
        YAML.readTree(
            SCHEMAS
                .resolve("flink/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")
                .toFile());
    ArrayNode versions =
        (ArrayNode)
            flink.at(
                "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/flinkVersion/enum");
    LATER_FLINK_VERSIONS.forEach(versions::add);
    definition(flink);
    for (Path strimzi : StrimziDefinitions.generate()) {
      definition(YAML.readTree(strimzi.toFile()));
    }
  }

  /** What is wrong with an object, a line for each finding; empty if nothing is. */
  Collection<String> errors(JsonNode object) {
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    JsonSchema schema = schemas.get(kind);
    if (schema == null) {
      return List.of("no schema for " + kind);
    }
    Collection<String> errors = new TreeSet<>();
    schema.validate(object).forEach(error -> errors.add(error.getMessage()));
    if (object.path("kind").asText().equals("FlinkDeployment")) {
      // Their own schema requires nothing of pods; Kubernetes does.
      for (String template : List.of("", "/jobManager", "/taskManager")) {
        errors.addAll(podErrors(object.at("/spec" + template + "/podTemplate")));
      }
    }
    return errors;
  }

  private Collection<String> podErrors(JsonNode template) {
    if (template.isMissingNode()) {
      return List.of();
    }
    ObjectNode pod = NODES.objectNode();
    pod.put("apiVersion", "v1").put("kind", "PodTemplate");
    pod.set("template", template);
    return errors(pod);
  }

  private void fabric8(String module, String prefix, String apiVersion) throws IOException {
    Path file = SCHEMAS.resolve(module).resolve("schema/validation-schema.json");
    ObjectNode definitions = (ObjectNode) JSON.readTree(file.toFile()).path("definitions");
    for (Map.Entry<String, JsonNode> each : definitions.properties()) {
      String name = each.getKey();
      ObjectNode definition = (ObjectNode) each.getValue();
      if (name.endsWith("IntOrString")) {
        definition.removeAll().putArray("type").add("integer").add("string");
      } else if (name.endsWith("Quantity")) {
        definition
            .removeAll()
            .put("pattern", QUANTITY)
            .putArray("type")
            .add("number")
            .add("string");
      } else {
        definition.properties().forEach(field -> withoutFlags(field.getValue()));
        definition.remove("required");
        if (name.startsWith("kubernetes_")) {
          require(definition);
        }
        forbidUnknown(definition, true);
      }
    }
    for (Map.Entry<String, JsonNode> each : definitions.properties()) {
      if (each.getKey().startsWith(prefix)) {
        String kind = each.getKey().substring(prefix.length());
        ObjectNode root = NODES.objectNode();
        root.put("$ref", "#/definitions/" + each.getKey());
        root.set("definitions", definitions);
        schemas.put(apiVersion + " " + kind, schema(root));
      }
    }
  }

  /** fabric8 flags single properties as required, which is no JSON Schema. */
  private static void withoutFlags(JsonNode properties) {
    for (JsonNode property : properties) {
      if (property.path("required").isBoolean()) {
        ((ObjectNode) property).remove("required");
      }
    }
  }

  /** Takes over what Kubernetes' own Java client says is required. */
  private static void require(ObjectNode definition) {
    String type =
        definition.path(definition.has("javaType") ? "javaType" : "existingJavaType").asText();
    String name = type.substring(type.lastIndexOf('.') + 1);
    for (String prefix : List.of("V1", "RbacV1")) {
      try {
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + prefix + name);
        ArrayNode fields = definition.putArray("required");
        ((Collection<?>) model.getField("openapiRequiredFields").get(null))
            .forEach(field -> fields.add((String) field));
        return;
      } catch (ClassNotFoundException e) {
        // The client calls this type something else, or it is in no version 1.
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void definition(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    for (JsonNode version : spec.path("versions")) {
      ObjectNode schema = (ObjectNode) version.path("schema").path("openAPIV3Schema");
      ObjectNode properties = (ObjectNode) schema.path("properties");
      schema.put("type", "object");
      forbidUnknown(schema, false);
      properties.putObject("apiVersion").put("type", "string");
      properties.putObject("kind").put("type", "string");
      properties.set("metadata", metadata());
      schema.putArray("required").add("apiVersion").add("kind").add("metadata").add("spec");
      String group = spec.path("group").asText();
      schemas.put(group + "/" + version.path("name").asText() + " " + kind(spec), schema(schema));
    }
  }

  private static String kind(JsonNode spec) {
    return spec.path("names").path("kind").asText();
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = NODES.objectNode();
    metadata.put("type", "object").put("additionalProperties", false);
    metadata.putArray("required").add("name").add("namespace");
    ObjectNode properties = metadata.putObject("properties");
    for (String text : List.of("name", "namespace")) {
      properties.putObject(text).put("type", "string");
    }
    for (String map : List.of("labels", "annotations")) {
      ObjectNode strings = properties.putObject(map).put("type", "object");
      strings.putObject("additionalProperties").put("type", "string");
    }
    return metadata;
  }

  /**
   * Closes every object that names its fields.
   *
   * @param open whether {@code additionalProperties: true} beside names means nothing, as it does
   *     in fabric8's
   */
  private static void forbidUnknown(@Nullable JsonNode node, boolean open) {
    if (node instanceof ObjectNode object) {
      boolean closed =
          !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
              && !object.path("additionalProperties").isObject();
      if (closed && object.path("properties").isObject()) {
        object.put("additionalProperties", false);
      } else if (closed && !open && object.path("type").asText().equals("object")) {
        object.put("additionalProperties", false);
      }
    }
    if (node != null) {
      node.forEach(child -> forbidUnknown(child, open));
    }
  }

  private static JsonSchema schema(JsonNode root) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
  }
}
