package io.reviewscoring.job.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON form of the control plane's records, as {@link Messages} has it. Thread-safe. */
final class ControlMessages {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ENVELOPE = "envelope";
  private static final int MAX_KIND_CHARS = 40;
  private static final int MAX_EXPERIMENT_CHARS = 64;

  private ControlMessages() {}

  static byte[] json(ModelStatus status) {
    return Messages.object(
        out -> {
          out.writeStringField("version", status.version());
          out.writeStringField("state", status.state().name());
          Messages.writeText(out, "reason", status.reason());
          if (status.loadMillis() != null) {
            out.writeNumberField("loadMillis", status.loadMillis());
          }
          Messages.writeInstant(out, "requestedFrom", status.requestedFrom());
          Messages.writeInstant(out, "effectiveFrom", status.effectiveFrom());
          Messages.writeText(out, "uri", status.uri());
          Messages.writeText(out, "sha256", status.sha256());
          out.writeNumberField("controlOffset", status.controlOffset());
          if (status.subtask() != null) {
            out.writeNumberField("subtask", status.subtask());
          }
          Messages.writeText(out, "controlTopicId", status.controlTopicId());
          Messages.writeText(out, "job", status.job());
          RoleChange change = status.change();
          if (change != null) {
            out.writeStringField("type", change.kind().name());
            writeRole(out, change);
          }
          if (status.envelope() != null) {
            out.writeFieldName(ENVELOPE);
            out.writeRawValue(status.envelope());
          }
        });
  }

  static byte[] json(ModelCommand command) {
    return Messages.object(
        out -> {
          out.writeStringField("type", command.kind().name());
          if (command.kind().hasBundle()) {
            out.writeStringField("version", command.version());
            out.writeStringField("uri", command.uri());
            out.writeStringField("sha256", command.sha256());
          }
          Messages.writeText(out, "effectiveFrom", command.effectiveFrom());
          RoleChange change = command.change();
          if (change != null) {
            writeRole(out, change);
          }
        });
  }

  private static void writeRole(JsonGenerator out, RoleChange change) throws IOException {
    Messages.writeText(out, "experiment", change.experiment());
    if (change.kind().hasShare()) {
      out.writeNumberField("share", change.share());
    }
    if (change.compared() != 0) {
      out.writeNumberField("compared", change.compared());
    }
  }

  static ModelStatus modelStatus(byte[] json) throws MalformedMessageException {
    JsonNode node = JsonObjects.read(MAPPER, json);
    return new ModelStatus(
        text(node, "version"),
        state(text(node, "state")),
        optionalText(node, "reason"),
        optionalLong(node, "loadMillis"),
        optionalInstant(node, "requestedFrom"),
        optionalInstant(node, "effectiveFrom"),
        optionalText(node, "uri"),
        optionalText(node, "sha256"),
        optionalText(node, "controlTopicId"),
        node.path("controlOffset").asLong(ModelStatus.INITIAL_OFFSET),
        node.hasNonNull("subtask") ? Integer.valueOf(node.get("subtask").asInt()) : null,
        optionalText(node, "job"),
        node.has("type") ? change(node) : null,
        node.path(ENVELOPE).isObject() ? node.get(ENVELOPE).toString() : null);
  }

  static ModelCommand modelCommand(byte[] json) throws MalformedMessageException {
    JsonNode node = JsonObjects.read(MAPPER, json);
    RoleChange change = change(node);
    JsonNode from = node.get("effectiveFrom");
    String effectiveFrom =
        from == null || from.isNull() ? null : bounded("effectiveFrom", from.asText(), 64);
    if (change != null && !change.kind().hasBundle()) {
      return ModelCommand.withoutBundle(effectiveFrom, change);
    }
    return new ModelCommand(
        bounded("version", text(node, "version"), 200),
        bounded("uri", text(node, "uri"), 2_048),
        bounded("sha256", text(node, "sha256"), 64),
        effectiveFrom,
        change);
  }

  /** What is asked for; null to put a model in force. */
  private static @Nullable RoleChange change(JsonNode node) throws MalformedMessageException {
    Kind kind = kind(bounded("type", text(node, "type"), MAX_KIND_CHARS));
    if (kind == Kind.ACTIVATE) {
      return null;
    }
    return new RoleChange(
        kind,
        kind.isOfExperiment()
            ? bounded("experiment", text(node, "experiment"), MAX_EXPERIMENT_CHARS)
            : null,
        kind.hasShare() ? number(node, "share") : 0,
        kind == Kind.CANARY && node.hasNonNull("compared") ? number(node, "compared") : 0);
  }

  private static Kind kind(String name) throws MalformedMessageException {
    Optional<Kind> named =
        Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst();
    return named.orElseThrow(
        () ->
            new MalformedMessageException(
                "unknown 'type' "
                    + name
                    + ", known are "
                    + Arrays.stream(Kind.values())
                        .map(Kind::name)
                        .collect(Collectors.joining(", "))));
  }

  static String text(JsonNode node, String field) throws MalformedMessageException {
    String value = optionalText(node, field);
    if (value == null || value.isBlank()) {
      throw new MalformedMessageException("'" + field + "' is missing or not a text");
    }
    return value;
  }

  /** What is repeated in the answer must fit into it. */
  private static String bounded(String field, String value, int maxChars)
      throws MalformedMessageException {
    if (value.length() > maxChars) {
      throw new MalformedMessageException("'" + field + "' has over " + maxChars + " characters");
    }
    return Unicode.wellFormed(value);
  }

  static double number(JsonNode node, String field) throws MalformedMessageException {
    JsonNode value = node.get(field);
    if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new MalformedMessageException("'" + field + "' is missing or not a number");
    }
    return value.doubleValue();
  }

  private static @Nullable String optionalText(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  private static @Nullable Long optionalLong(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isIntegralNumber() ? Long.valueOf(value.longValue()) : null;
  }

  static @Nullable Long optionalInstant(JsonNode node, String field)
      throws MalformedMessageException {
    String value = optionalText(node, field);
    if (value == null) {
      return null;
    }
    try {
      return Instants.epochMillis(value);
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedMessageException("'" + field + "' is no instant: " + value);
    }
  }

  private static ModelStatus.State state(String name) throws MalformedMessageException {
    for (ModelStatus.State state : ModelStatus.State.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    throw new MalformedMessageException("unknown state '" + name + "'");
  }
}
