package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.Mark;
import io.reviewscoring.job.form.Pointer;
import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.form.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Streams through a record and keeps what stands at a form's pointers. What no pointer leads to is
 * passed over and can refuse nothing that JSON's grammar bears. Thread-safe once it is made.
 */
final class FieldReader {
  private final Node root = new Node();
  private int places;

  FieldReader(ReviewForm form) {
    for (Mark mark : form.deleted()) {
      root.at(mark.pointer()).addDeletion(mark.value());
    }
  }

  /** Has a field's values kept. For before the first record. */
  Field keep(FormOption option, Selector selector) {
    return new Field(
        option,
        selector,
        selector.parts().stream()
            .map(part -> part.stream().mapToInt(each -> number(option, each)).toArray())
            .toArray(int[][]::new));
  }

  private int number(FormOption option, Pointer pointer) {
    Node node = root.at(pointer);
    int number = node.numbered(places);
    places = Math.max(places, number + 1);
    if (option == FormOption.TIMESTAMP) {
      node.setTime();
    }
    return number;
  }

  /**
   * Reads a record's value.
   *
   * @return null if it is blank
   */
  @Nullable Found read(byte[] value) throws Rejection {
    int start = RecordText.start(value);
    if (RecordText.isBlank(value, start)) {
      return null;
    }
    if (value[start] == 0) {
      throw new Rejection(
          "not-json",
          "the value begins as Avro or Protobuf with a schema registry: write it with a JSON"
              + " converter");
    }
    // ASCII, which is JSON in UTF-8 as it stands, is read without making a text of the whole. Why
    // it can't be read is told by the other way, so that the reason depends on the record alone.
    if (RecordText.isAscii(value, start)) {
      try (JsonParser parser = RecordJson.open(value, start)) {
        return found(parser);
      } catch (IOException | Rejection e) {
        return readText(RecordText.decode(value, start));
      }
    }
    return readDecoded(value, start);
  }

  private Found readDecoded(byte[] value, int start) throws Rejection {
    String strict = RecordText.strict(value, start);
    if (strict != null) {
      return readText(strict);
    }
    try {
      Found found = readText(RecordText.decode(value, start));
      if (!found.holdsStrayBytes()) {
        return found;
      }
    } catch (Rejection e) {
      // A text in another encoding is no JSON either; that it is no UTF-8 is what to know.
    }
    int stray = RecordText.strayByte(value, start);
    throw new Rejection(
        "invalid-utf8",
        "the value is not UTF-8, which JSON is: byte 0x%02X at %d".formatted(value[stray], stray));
  }

  private Found readText(String text) throws Rejection {
    try (JsonParser parser = RecordJson.open(text)) {
      return found(parser);
    } catch (JacksonException e) {
      throw new Rejection("not-json", NotJson.words(text, e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Found found(JsonParser parser) throws IOException, Rejection {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.START_OBJECT) {
      throw new Rejection("wrong-shape", NotJson.noObject(token, parser));
    }
    Found found = new Found(places);
    object(parser, root, found);
    if (parser.nextToken() != null) {
      throw new Rejection(
          "not-json", "there is more after the JSON object: a record holds one of them");
    }
    return found;
  }

  /** Returns the only name; null if there are none or several. */
  private static @Nullable String object(JsonParser parser, Node node, Found found)
      throws IOException {
    String first = null;
    int names = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      first = name;
      names++;
      Node here = node.below(name);
      JsonToken token = parser.nextToken();
      if (here != null) {
        value(parser, token, here, found);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
    return names == 1 ? first : null;
  }

  private static void array(JsonParser parser, Node node, Found found) throws IOException {
    int index = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      Node here = node.isLeaf() ? null : node.below(Integer.toString(index));
      if (here != null) {
        value(parser, token, here, found);
      } else {
        parser.skipChildren();
      }
      index++;
    }
  }

  private static void value(JsonParser parser, JsonToken token, Node node, Found found)
      throws IOException {
    if (token == JsonToken.START_OBJECT) {
      keep(node, token, object(parser, node, found), found);
    } else if (token == JsonToken.START_ARRAY) {
      array(parser, node, found);
      keep(node, token, null, found);
    } else {
      if (token == JsonToken.VALUE_NUMBER_INT
          && node.isTime()
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        found.putWhole(node.number(), parser.getLongValue());
      } else {
        keep(node, token, parser.getText(), found);
      }
      if (node.isMarked() && node.isDeletion(parser.getText())) {
        found.markDeletion();
      }
    }
  }

  private static void keep(Node node, JsonToken kind, @Nullable String value, Found found) {
    if (node.number() >= 0) {
      found.put(node.number(), kind, value);
    }
  }
}
