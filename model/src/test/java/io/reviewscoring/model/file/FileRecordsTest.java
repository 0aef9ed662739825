package io.reviewscoring.model.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRecordsTest {

  /** As {@code where:record}. */
  private static List<String> read(FileRecords records) throws IOException {
    List<String> read = new ArrayList<>();
    for (byte[] record = records.next(); record != null; record = records.next()) {
      read.add(records.where() + ":" + new String(record, UTF_8));
    }
    return read;
  }

  private static List<String> json(String text) throws IOException {
    return read(FileRecords.json("f", in(text.getBytes(UTF_8))));
  }

  @Test
  void blankLinesAndTheEndsOfLinesAreReadOver() throws IOException {
    assertThat(json("\n{\"a\":1}\r\n \t\r\n\n two \nlast"))
        .containsExactly("line 2:{\"a\":1}", "line 5: two ", "line 6:last");
    assertThat(json("a\nb\n")).containsExactly("line 1:a", "line 2:b");
    assertThat(json("")).isEmpty();
    assertThat(json("\r\n \n")).isEmpty();
  }

  @Test
  void linesMayBeginWithABracketWhereNoJsonIsExpected() throws IOException {
    FileRecords lines = FileRecords.lines("f", in("[ 1 2\n] 3 4\n".getBytes(UTF_8)));
    assertThat(read(lines)).containsExactly("line 1:[ 1 2", "line 2:] 3 4");
  }

  @Test
  void theElementsOfAnArrayAreItsBytes() throws IOException {
    assertThat(
            json(
                """

                [ {"a": [1, 2], "b": "],}\\"{"},
                  {"a": {"b": []}}
                  , 3,[4
                ,5], "x\\\\", NaN e
                ]
                """))
        .containsExactly(
            "line 2, element 1:{\"a\": [1, 2], \"b\": \"],}\\\"{\"}",
            "line 3, element 2:{\"a\": {\"b\": []}}",
            "line 4, element 3:3",
            "line 4, element 4:[4\n,5]",
            "line 5, element 5:\"x\\\\\"",
            "line 5, element 6:NaN e");
    assertThat(json("[1]")).containsExactly("line 1, element 1:1");
    assertThat(json(" [ \n] ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [ {"a": 1}        | f: line 1: the JSON array is not closed
          [ "a, 1]          | f: line 1: the JSON array is not closed
          [                 | f: line 1: the JSON array is not closed
          [1, ]             | f: line 1: a comma without a value in the JSON array
          [1, , 2]          | f: line 1: a comma without a value in the JSON array
          [1, 2] {"a": 1}   | f: line 1: something stands behind the JSON array
          """)
  void anArrayThatIsNotWholeIsRefused(String text, String message) {
    assertThatThrownBy(() -> json(text)).isInstanceOf(DatasetException.class).hasMessage(message);
  }

  @Test
  void aRecordWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws IOException {
    byte[] endless = new byte[FileRecords.MAX_BYTES + 1];
    Arrays.fill(endless, (byte) 'x');
    endless[0] = '\n';
    InputStream longer =
        new SequenceInputStream(in(endless), new ByteArrayInputStream(new byte[] {'x'}));
    assertThatThrownBy(() -> read(FileRecords.lines("f", longer)))
        .hasMessage("f: line 2: longer than 32 MiB");
    assertThat(FileRecords.lines("f", in(endless)).next()).hasSize(FileRecords.MAX_BYTES);
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
