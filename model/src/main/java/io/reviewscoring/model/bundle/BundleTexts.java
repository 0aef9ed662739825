package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the entries of a bundle that are text. */
final class BundleTexts {
  private BundleTexts() {}

  static Manifest manifest(byte[] content) throws BundleException {
    JsonNode json = json(content);
    expect(
        json.path("formatVersion"),
        List.of(
            String.valueOf(FormerManifest.FORMAT_VERSION), String.valueOf(Manifest.FORMAT_VERSION)),
        "format version",
        Problem.UNKNOWN_FORMAT);
    if (json.path("formatVersion").asInt() == FormerManifest.FORMAT_VERSION) {
      json = FormerManifest.renewed(json);
    }
    checkOperations(LayerList.network(json.path(LayerList.FIELD)), 0);
    expect(json.path("tokenizer"), RuleSet.labels(), "tokenizer", Problem.UNKNOWN_TOKENIZER);
    try {
      return Json.MAPPER.treeToValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** The manifest as it stands there. */
  static JsonNode json(byte[] manifest) throws BundleException {
    try {
      return Json.MAPPER.readTree(utf8(manifest, BundleFormat.MANIFEST, Problem.UNREADABLE));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static BundleException unreadable(JsonProcessingException e) {
    return new BundleException(Problem.UNREADABLE, BundleFormat.MANIFEST + ": " + Json.reason(e));
  }

  /** Refuses what is none of what is known. */
  static void expect(JsonNode found, List<String> known, String what, Problem problem)
      throws BundleException {
    if (!known.contains(found.asText())) {
      throw new BundleException(
          problem,
          "%s states the %s %s, and this version knows only %s"
              .formatted(
                  BundleFormat.MANIFEST,
                  what,
                  found.isValueNode() ? "'" + found.asText() + "'" : "not at all",
                  known.stream().collect(Collectors.joining("', '", "'", "'"))));
    }
  }

  private static void checkOperations(Network network, int goldens) throws BundleException {
    long operations = network.openingOperations(goldens);
    if (operations > Architecture.MAX_OPERATIONS) {
      throw new BundleException(
          Problem.TOO_LARGE,
          "the model is too large: to open it%s takes %s million multiply-adds, and %s are allowed"
              .formatted(
                  goldens == 0 ? "" : " and to score its " + goldens + " golden cases",
                  operations / 1_000_000,
                  Architecture.MAX_OPERATIONS / 1_000_000));
    }
  }

  static Vocabulary vocabulary(byte[] content, int limit) throws BundleException {
    int count = lineCount(content);
    if (count > limit - Vocabulary.FIRST_WORD) {
      throw badVocabulary(
          "%s words are too many for the vocabulary size %s".formatted(count, limit));
    }
    List<String> words = lines(utf8(content, BundleFormat.VOCABULARY, Problem.BAD_VOCABULARY));
    if (words.contains("")) {
      throw badVocabulary("line " + (words.indexOf("") + 1) + " is empty");
    }
    try {
      return new Vocabulary(words, limit);
    } catch (IllegalArgumentException e) {
      throw badVocabulary(String.valueOf(e.getMessage()));
    }
  }

  static List<GoldenCase> goldens(byte[] content, Network network) throws BundleException {
    int count = lineCount(content);
    if (count > BundleFormat.MAX_GOLDENS) {
      throw new BundleException(
          Problem.TOO_LARGE,
          "%s holds %s cases, and at most %s are taken"
              .formatted(BundleFormat.GOLDENS, count, BundleFormat.MAX_GOLDENS));
    }
    checkOperations(network, count);
    List<GoldenCase> goldens = new ArrayList<>();
    for (String line : lines(utf8(content, BundleFormat.GOLDENS, Problem.UNREADABLE))) {
      try {
        goldens.add(Json.MAPPER.readValue(line, GoldenCase.class));
      } catch (JsonProcessingException e) {
        throw new BundleException(
            Problem.UNREADABLE,
            "%s, line %s: %s".formatted(BundleFormat.GOLDENS, goldens.size() + 1, Json.reason(e)));
      }
    }
    if (goldens.isEmpty()) {
      throw new BundleException(Problem.UNREADABLE, BundleFormat.GOLDENS + " holds no case");
    }
    return goldens;
  }

  /** How many lines there are, before an object is made of any. */
  private static int lineCount(byte[] content) {
    int ended = 0;
    for (byte b : content) {
      if (b == '\n') {
        ended++;
      }
    }
    return content.length == 0 || content[content.length - 1] == '\n' ? ended : ended + 1;
  }

  /** Splits at line feeds alone: a token may hold a carriage return. */
  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(body.split("\n", -1));
  }

  private static String utf8(byte[] content, String name, Problem problem) throws BundleException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new BundleException(problem, name + " is not UTF-8");
    }
  }

  private static BundleException badVocabulary(String what) {
    return new BundleException(Problem.BAD_VOCABULARY, BundleFormat.VOCABULARY + ": " + what);
  }
}
