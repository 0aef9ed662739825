package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final InputFile input = new InputFile();

  @TempDir Path directory;

  @Test
  void everyLineIsSentAsItIs() throws Exception {
    byte[] bytes = "{\"a\":1}\r\n\nnot JSON caf\u00e9\nlast".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(input.send(Files.write(directory.resolve("f"), bytes), producer, "reviews"))
        .isNull();
    assertThat(producer.history())
        .extracting(record -> new String(record.value(), StandardCharsets.ISO_8859_1))
        .containsExactly("{\"a\":1}\r", "", "not JSON caf\u00e9", "last");
    assertThat(producer.history())
        .extracting(record -> record.partition())
        .containsExactly(0, 1, 0, 1);
    assertThat(input.sent()).isEqualTo(4);
  }

  @Test
  void theEndOfTheLastLineIsNoLine() throws Exception {
    input.send(Files.writeString(directory.resolve("f"), "a\nb\n"), producer, "reviews");
    assertThat(input.sent()).isEqualTo(2);
  }

  @Test
  void labelsAreReadWhereLinesHaveThem() throws Exception {
    String lines =
        """
        {"reviewId":"1","label":"pos"}
        {"reviewId":"2","label":"NEGATIVE"}
        {"reviewId":"3","label":1}
        {"reviewId":"4","label":"unsure"}
        {"reviewId":"5","text":"label"}
        {"reviewId":"6","label":false
        """;
    input.send(Files.writeString(directory.resolve("f"), lines), producer, "reviews");
    assertThat(input.labels()).isEqualTo(Map.of("1", true, "2", false, "3", true));
  }
}
