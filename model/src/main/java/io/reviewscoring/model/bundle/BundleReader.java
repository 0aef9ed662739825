package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads bundles from anywhere: nothing in one is believed before it was checked, every size is
 * bounded before memory is taken for it, and nothing is deserialized by class name.
 */
public final class BundleReader {

  /** The largest file that is read at all. */
  public static final long MAX_BYTES = 256L << 20;

  private static final int MAX_GOLDENS = 1_000;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private BundleReader() {}

  /** Reads a bundle from a file. */
  public static ModelBundle read(Path file) throws BundleException {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BundleException(
            Problem.TOO_LARGE, file + " is larger than " + MAX_BYTES + " bytes");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BundleException(Problem.UNREADABLE, "can't read " + file);
    }
    return read(bytes);
  }

  /** Reads a bundle from its bytes. */
  public static ModelBundle read(byte[] bytes) throws BundleException {
    Map<String, byte[]> entries = entries(bytes);
    Manifest manifest = manifest(entry(entries, Entries.MANIFEST));
    Architecture architecture = manifest.architecture();
    try {
      return new ModelBundle(
          manifest,
          vocabulary(entry(entries, Entries.VOCABULARY), architecture.vocabularySize()),
          Safetensors.read(entry(entries, Entries.WEIGHTS), architecture),
          goldens(entry(entries, Entries.GOLDEN)));
    } catch (IllegalArgumentException e) {
      throw new BundleException(Problem.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes) throws BundleException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!Entries.ALL.contains(name)) {
          throw new BundleException(Problem.UNREADABLE, "unknown entry '" + name + "'");
        }
        if (entries.put(name, inflate(zip, name)) != null) {
          throw new BundleException(Problem.UNREADABLE, "two entries named '" + name + "'");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleException(
          Problem.UNREADABLE, "not a whole zip file: " + String.valueOf(e.getMessage()));
    }
    if (entries.isEmpty()) {
      throw new BundleException(Problem.UNREADABLE, "not a zip file");
    }
    return entries;
  }

  private static byte[] inflate(ZipInputStream zip, String name)
      throws IOException, BundleException {
    int max = Entries.maxBytes(name);
    var content = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
      if (content.size() + n > max) {
        throw new BundleException(
            Problem.TOO_LARGE, "entry '" + name + "' expands to more than " + max + " bytes");
      }
      content.write(buffer, 0, n);
    }
    return content.toByteArray();
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws BundleException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new BundleException(Problem.MISSING_ENTRY, "entry '" + name + "' is missing");
    }
    return content;
  }

  private static Manifest manifest(byte[] json) throws BundleException {
    try {
      JsonNode tree = MAPPER.readTree(json);
      int format = tree.path("formatVersion").asInt(-1);
      if (format != Manifest.FORMAT_VERSION) {
        throw new BundleException(
            Problem.UNKNOWN_FORMAT,
            "format version is " + format + ", known is " + Manifest.FORMAT_VERSION);
      }
      String type = tree.path("architecture").path("type").asText();
      if (!type.equals(Architecture.EMBEDDING_CONV_LSTM)) {
        throw new BundleException(
            Problem.UNKNOWN_ARCHITECTURE, "unknown architecture '" + type + "'");
      }
      String tokenizer = tree.path("tokenizer").asText();
      if (!tokenizer.equals(Tokenizer.NAME)) {
        throw new BundleException(
            Problem.UNKNOWN_TOKENIZER,
            "tokenizer is '" + tokenizer + "', known is '" + Tokenizer.NAME + "'");
      }
      return MAPPER.treeToValue(tree, Manifest.class);
    } catch (JacksonException e) {
      Throwable cause = e.getCause();
      String reason =
          cause instanceof IllegalArgumentException
              ? String.valueOf(cause.getMessage())
              : e.getOriginalMessage();
      throw new BundleException(Problem.UNREADABLE, Entries.MANIFEST + ": " + reason);
    } catch (IOException e) {
      throw new BundleException(Problem.UNREADABLE, Entries.MANIFEST + " can't be read");
    }
  }

  private static Vocabulary vocabulary(byte[] content, int limit) throws BundleException {
    List<String> words = text(content, Entries.VOCABULARY).lines().toList();
    try {
      return new Vocabulary(words, limit);
    } catch (IllegalArgumentException e) {
      throw new BundleException(Problem.BAD_VOCABULARY, String.valueOf(e.getMessage()));
    }
  }

  private static List<GoldenCase> goldens(byte[] content) throws BundleException {
    List<GoldenCase> goldens = new ArrayList<>();
    for (String line : text(content, Entries.GOLDEN).lines().toList()) {
      try {
        goldens.add(MAPPER.readValue(line, GoldenCase.class));
      } catch (JacksonException e) {
        throw new BundleException(
            Problem.UNREADABLE,
            Entries.GOLDEN + ", line " + (goldens.size() + 1) + " is no golden case");
      }
    }
    if (goldens.isEmpty() || goldens.size() > MAX_GOLDENS) {
      throw new BundleException(
          Problem.UNREADABLE,
          Entries.GOLDEN + " has " + goldens.size() + " cases, not 1 to " + MAX_GOLDENS);
    }
    return goldens;
  }

  private static String text(byte[] content, String name) throws BundleException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new BundleException(Problem.UNREADABLE, name + " is not UTF-8");
    }
  }
}
