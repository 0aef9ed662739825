package io.reviewscoring.model.file;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String TEXT = "Schön,\n“don’t” 🙂 watch";

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("f"), bytes);
  }

  private static String read(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    Path file = file(("\uFEFF" + TEXT).getBytes(UTF_8));
    assertThat(read(TextFile.raw(file))).isEqualTo(TEXT);
    assertThat(read(TextFile.open(file, UTF_8))).isEqualTo(TEXT);
    assertThat(read(TextFile.open(file, WINDOWS))).isEqualTo(TEXT);
    assertThat(TextFile.decode("f", Files.readAllBytes(file), UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void gzipIsKnownByItsBytesAndNotByItsName() throws IOException {
    Path file = file(gzip(TEXT.getBytes(UTF_8)));
    assertThat(read(TextFile.raw(file))).isEqualTo(TEXT);
    assertThat(read(TextFile.open(file, UTF_8))).isEqualTo(TEXT);
  }

  @Test
  void aCutGzipFileIsNamedWithTheLineThatIsNotWhole() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 20_000; i++) {
      lines.append(i).append('\n');
    }
    byte[] packed = gzip(lines.toString().getBytes(UTF_8));
    Path file = file(Arrays.copyOf(packed, packed.length - packed.length / 4));
    List<Integer> read = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              FileRecords records = FileRecords.lines("f", TextFile.open(file, UTF_8));
              for (byte[] line = records.next(); line != null; line = records.next()) {
                read.add(Integer.parseInt(new String(line, UTF_8)));
              }
            })
        .isInstanceOf(DatasetException.class)
        .message()
        .matches(message -> message.startsWith("f: line %d: the gzip".formatted(read.size() + 1)));
    assertThat(read).hasSizeBetween(10_000, 19_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 12, 14})
  void aGzipFileThatIsCutNearItsBeginningIsNamedToo(int length) throws IOException {
    Path file = file(Arrays.copyOf(gzip(TEXT.getBytes(UTF_8)), length));
    assertThatThrownBy(() -> FileRecords.json(file.toString(), TextFile.raw(file)).next())
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": line 1: the gzip file is broken or cut off");
  }

  @Test
  void bytesThatAreNoUtf8AreNamedWithLineAndOffset() throws IOException {
    byte[] latin = "one\ntwo\nClich\u00e9d".getBytes(WINDOWS);
    Path file = file(latin);
    String message =
        ": line 3: byte 0xE9 at offset 13 is not UTF-8; --encoding names another encoding, such as"
            + " windows-1252 or ISO-8859-1";
    assertThatThrownBy(() -> read(TextFile.open(file, UTF_8))).hasMessage(file + message);
    assertThatThrownBy(() -> TextFile.decode("f", latin, UTF_8)).hasMessage("f" + message);
    assertThat(read(TextFile.open(file, WINDOWS))).isEqualTo("one\ntwo\nClichéd");
    assertThat(TextFile.decode("f", latin, WINDOWS)).isEqualTo("one\ntwo\nClichéd");
    assertThat(TextFile.raw(file).readAllBytes()).isEqualTo(latin);
  }

  @Test
  void whatStandsBeforeTheBrokenBytesIsReadFirst() throws IOException {
    String before = "é\n".repeat(30_000);
    byte[] text = Arrays.copyOf(before.getBytes(UTF_8), 90_001);
    text[90_000] = (byte) 0x81;
    try (InputStream in = TextFile.open(file(text), UTF_8)) {
      assertThat(new String(in.readNBytes(90_000), UTF_8)).isEqualTo(before);
      assertThatThrownBy(in::read).hasMessageContaining("line 30001: byte 0x81 at offset 90000");
    }
  }

  @Test
  void aCharacterThatIsCutOffAtTheEndIsNamed() throws IOException {
    Path file = file(new byte[] {'a', (byte) 0xE2, (byte) 0x80});
    assertThatThrownBy(() -> read(TextFile.open(file, UTF_8)))
        .hasMessageContaining("line 1: byte 0xE2 at offset 1 is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void utf16IsNamed(String encoding) throws IOException {
    byte[] bytes = TEXT.getBytes(Charset.forName(encoding));
    Path file = file(bytes);
    String message = ": looks like " + encoding + "; give --encoding " + encoding;
    assertThatThrownBy(() -> TextFile.raw(file)).hasMessage(file + message);
    assertThatThrownBy(() -> TextFile.open(file, UTF_8)).hasMessage(file + message);
    assertThatThrownBy(() -> TextFile.open(file, WINDOWS)).hasMessage(file + message);
    assertThatThrownBy(() -> TextFile.decode("f", bytes, UTF_8)).hasMessage("f" + message);
    assertThat(read(TextFile.open(file, UTF_16))).isEqualTo(TEXT);
    assertThat(read(TextFile.open(file, Charset.forName(encoding)))).isEqualTo(TEXT);
  }

  @Test
  void aMarkGoesWithEitherOrderOfBytes() throws IOException {
    for (Charset encoding : new Charset[] {UTF_16LE, UTF_16BE}) {
      Path file = file(("\uFEFF" + TEXT).getBytes(encoding));
      assertThat(read(TextFile.open(file, UTF_16))).isEqualTo(TEXT);
      assertThat(read(TextFile.open(file, encoding))).isEqualTo(TEXT);
    }
  }

  @Test
  void someZeroBytesMakeNoUtf16() throws IOException {
    byte[] bytes = "a line with a \0 and a \0 in it".getBytes(UTF_8);
    assertThat(TextFile.raw(file(bytes)).readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void whereUtf8IsAllThereIsNoEncodingIsAdvised() throws IOException {
    byte[] latin = {'a', (byte) 0xE9, 'b'};
    assertThatThrownBy(() -> read(TextFile.utf8(file(latin))))
        .hasMessageEndingWith("line 1: byte 0xE9 at offset 1 is not UTF-8");
    assertThatThrownBy(() -> read(TextFile.utf8("standard input", new ByteArrayInputStream(latin))))
        .hasMessage("standard input: line 1: byte 0xE9 at offset 1 is not UTF-8");
    Path wide = file(TEXT.getBytes(UTF_16));
    assertThatThrownBy(() -> TextFile.utf8(wide)).hasMessage(wide + ": looks like UTF-16");
  }
}
