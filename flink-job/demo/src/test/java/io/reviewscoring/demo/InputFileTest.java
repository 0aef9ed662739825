package io.reviewscoring.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFileTest {
  private static final String BROKER = "--bootstrap.servers=localhost:1";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @TempDir Path directory;

  private InputFile sent(byte[] bytes) throws Exception {
    InputFile input = new InputFile(Files.write(directory.resolve("f"), bytes), null);
    assertThat(input.send(producer, JobConfig.parse(BROKER))).isNull();
    return input;
  }

  private List<String> values() {
    return producer.history().stream()
        .map(record -> new String(record.value(), ISO_8859_1))
        .toList();
  }

  @Test
  void everyLineIsSentAsItIs() throws Exception {
    InputFile input = sent("{\"a\":1}\r\n\n \t\nnot JSON caf\u00e9\nlast".getBytes(ISO_8859_1));
    assertThat(values()).containsExactly("{\"a\":1}", "not JSON caf\u00e9", "last");
    assertThat(producer.history())
        .extracting(record -> record.partition())
        .containsExactly(0, 1, 0);
    assertThat(input.sent()).isEqualTo(3);
  }

  @Test
  void theElementsOfAPackedArrayAreSentAsTheyAre() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("\uFEFF[{\"a\": NaN},\n {\"b\": [1,\n2]}, three]\n".getBytes(UTF_8));
    }
    assertThat(sent(packed.toByteArray()).sent()).isEqualTo(3);
    assertThat(values()).containsExactly("{\"a\": NaN}", "{\"b\": [1,\n2]}", "three");
  }

  @Test
  void anotherEncodingBecomesUtf8() throws Exception {
    Path file = Files.write(directory.resolve("f"), "caf\u00e9\n".getBytes(UTF_16));
    new InputFile(file, UTF_16).send(producer, JobConfig.parse(BROKER));
    assertThat(producer.history())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly("caf\u00e9");
    assertThatThrownBy(() -> new InputFile(file, null).check())
        .hasMessage(file + ": looks like UTF-16; give --encoding UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \r\n", "\uFEFF\n", "[ ]"})
  void aFileWithNothingInItIsRefused(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("f"), text);
    assertThatThrownBy(() -> new InputFile(file, null).check())
        .hasMessage(file + ": nothing in it to send");
  }

  /** In a field that nobody reads, as in each of the records that are looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "-Infinity",
        "007",
        "+1",
        ".5",
        "5.",
        "\"a\tb\"",
        "\"it\\'s\"",
        "\"caf\u00e9\""
      })
  void whatTheJobReadsOverInAFieldThatNobodyReadsIsNoReasonToSendNothing(String odd)
      throws Exception {
    String review =
        "{\"reviewId\":1,\"productId\":2,\"text\":\"t\",\"timestamp\":0,\"image\":%s}\n";
    byte[] lines = review.formatted(odd).repeat(120).getBytes(ISO_8859_1);
    Path file = Files.write(directory.resolve("f"), lines);
    assertThatCode(() -> new InputFile(file, null).check()).doesNotThrowAnyException();
  }

  @Test
  void aFileOfNoJsonIsRefusedAndSaysWhoSaysMore() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "id,text\n1,{\n\"{}\"\n{\"a\":\n");
    assertThatThrownBy(() -> new InputFile(file, null).check())
        .hasMessageContaining("its first lines hold no JSON");
  }

  @Test
  void labelsAreReadWhereReviewsHaveThem() throws Exception {
    String lines =
        """
        {"reviewId":"1","productId":"p","text":"t","timestamp":0,"label":"pos"}
        {"reviewId":2,"productId":"p","text":"t","timestamp":0,"label":"NEGATIVE","stars":NaN}
        {"reviewId":"3","productId":"p","text":"t","timestamp":0,"label":1}
        {"reviewId":"4","productId":"p","text":"t","timestamp":0,"label":"unsure"}
        {"reviewId":"5","productId":"p","text":"label","timestamp":0}
        {"reviewId":"6","productId":"p","text":"t","timestamp":0,"label":false
        {"reviewId":"7","text":"no review","label":"pos"}
        """;
    assertThat(sent(lines.getBytes(UTF_8)).labels())
        .isEqualTo(Map.of("1", true, "2", false, "3", true));
  }

  @Test
  void labelsAreThoseOfTheIdsThatTheFormHas() throws Exception {
    String line =
        """
        {"reviewerID":"A","asin":"B","reviewText":"t","unixReviewTime":1393545600,"label":"neg"}
        """;
    Path file = Files.writeString(directory.resolve("f"), line);
    InputFile input = new InputFile(file, null);
    input.send(producer, JobConfig.parse(BROKER, "--reviews.form=amazon"));
    assertThat(input.labels()).isEqualTo(Map.of("A:B", false));
  }
}
