package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.text.RowLayout.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which ids words have: Keras' {@code Tokenizer} as JSON, a word index like {@code
 * imdb.get_word_index()}'s, the vocabulary of a {@code TextVectorization} layer, or a list of words
 * by rank.
 */
final class WordFile {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_WORDS = 4_000_000;

  /** What stands at the ids 0 and 1 of a text vectorization's vocabulary. */
  private static final List<String> PAD_AND_UNKNOWN = List.of("", "[UNK]");

  /** An object, a list of texts, or an object as a text; a list of words may begin with [UNK]. */
  private static final Pattern JSON = Pattern.compile("\\s*(\\{|\\[\\s*\"|\"\\{)");

  private final WordOptions options;
  private final String name;

  private WordFile(WordOptions options, String name) {
    this.options = options;
    this.name = name;
  }

  static WordIds read(Path file, WordOptions options) throws ImportException {
    WordFile words = new WordFile(options, file.toString());
    String text = ImportJson.text(ImportJson.bytes(file, MAX_BYTES), words.name);
    if (!JSON.matcher(text).lookingAt()) {
      return words.listed(lines(text));
    }
    JsonNode json = ImportJson.json(text, words.name);
    if (json.isTextual()) {
      json = ImportJson.json(json.asText(), words.name); // to_json() gives text, often dumped again
    }
    if (json.path("config").has("word_index")) {
      return words.tokenizer(json.path("config"));
    }
    if (json.isArray()) {
      List<String> list = new ArrayList<>();
      json.forEach(each -> list.add(each.asText()));
      return words.listed(list);
    }
    return words.index(json, 3, 1, 2, Integer.MAX_VALUE);
  }

  /** The vocabulary of a model's own layer. */
  static WordIds of(List<String> vocabulary, WordOptions options) throws ImportException {
    return new WordFile(options, "the model's TextVectorization").listed(vocabulary);
  }

  private static List<String> lines(String text) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return Arrays.stream(body.split("\n", -1))
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  /** By rank; or a text vectorization's, where the ids are the places. */
  private WordIds listed(List<String> list) throws ImportException {
    boolean vectorization = list.size() > 1 && list.subList(0, 2).equals(PAD_AND_UNKNOWN);
    if (!vectorization) {
      int from = options.indexFrom() == null ? 3 : options.indexFrom();
      return ids(list, from + 1, 1, 2, Side.PRE);
    }
    return ids(list.subList(2, list.size()), 2, null, 1, Side.POST);
  }

  private WordIds tokenizer(JsonNode config) throws ImportException {
    if (config.path("char_level").asBoolean(false)) {
      throw new ImportException(name + " is of characters; covered are words");
    }
    if (!config.path("lower").asBoolean(true)
        || !config.path("split").asText(" ").equals(" ")
        || !config.path("filters").asText(FILTERS).equals(FILTERS)) {
      throw new ImportException(
          name + " has its own filters, split or case; covered are the Tokenizer's defaults");
    }
    JsonNode index = config.path("word_index");
    if (index.isTextual()) {
      index = ImportJson.json(index.asText(), name);
    }
    JsonNode oov = config.path("oov_token");
    Integer unknown = oov.isTextual() ? index.path(oov.asText()).asInt(1) : null;
    int below =
        config.path("num_words").isInt() ? config.path("num_words").intValue() : Integer.MAX_VALUE;
    return index(index, 0, null, unknown, below);
  }

  private static final String FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  /** Words with their numbers. */
  private WordIds index(
      JsonNode index, int from, @Nullable Integer start, @Nullable Integer unknown, int below)
      throws ImportException {
    int added = options.indexFrom() == null ? from : options.indexFrom();
    TreeMap<Long, String> byId = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : index.properties()) {
      if (!field.getValue().isInt() || byId.size() > MAX_WORDS) {
        throw new ImportException(
            "%s: a word index has a whole number for each word, and '%s' has %s"
                .formatted(name, field.getKey(), field.getValue()));
      }
      long id = (long) field.getValue().intValue() + added;
      boolean pad = id == 0;
      if (!pad && id < below && byId.put(id, field.getKey()) != null) {
        throw new ImportException("%s: two words have the id %s".formatted(name, id));
      }
    }
    if (byId.isEmpty()) {
      throw new ImportException(name + " has no words");
    }
    long first = byId.firstKey();
    if (first < 0 || byId.lastKey() - first + 1 != byId.size()) {
      long missing = first;
      while (byId.containsKey(missing)) {
        missing++;
      }
      throw new ImportException("%s: no word has the id %s".formatted(name, missing));
    }
    return ids(List.copyOf(byId.values()), (int) first, start, unknown, Side.PRE);
  }

  private WordIds ids(
      List<String> words,
      int first,
      @Nullable Integer start,
      @Nullable Integer unknown,
      Side side) {
    WordIds ids =
        new WordIds(
            words,
            first,
            chosen(options.start(), start),
            chosen(options.unknown(), unknown),
            options.padding() == null ? side : options.padding(),
            options.truncation() == null ? side : options.truncation(),
            options.tokens());
    return options.idsBelow() == null ? ids : ids.below(options.idsBelow());
  }

  private static @Nullable Integer chosen(@Nullable Integer option, @Nullable Integer otherwise) {
    if (option == null) {
      return otherwise;
    }
    return option == WordOptions.NONE ? null : option;
  }
}
