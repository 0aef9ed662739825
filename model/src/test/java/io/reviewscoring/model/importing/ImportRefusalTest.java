package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportRefusalTest {
  private static final String CONFIG = "config.json";

  @TempDir private Path folder;

  private Path altered(String model, String found, String put) throws Exception {
    byte[] sound = Files.readAllBytes(ForeignModel.named(model).file());
    Map<String, byte[]> entries = KerasZip.entries(sound);
    String config = new String(entries.getOrDefault(CONFIG, sound), StandardCharsets.UTF_8);
    entries.put(CONFIG, config.replace(found, put).getBytes(StandardCharsets.UTF_8));
    return Files.write(folder.resolve("altered.keras"), KerasZip.of(entries));
  }

  private void refuses(String model, Path file, String... said) throws Exception {
    ForeignModel foreign = ForeignModel.named(model);
    assertThatThrownBy(() -> foreign.importOf(file).run(foreign.lines(folder)))
        .isInstanceOf(ImportException.class)
        .hasMessageNotContaining("\n")
        .message()
        .contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "k3-average, '\"Dropout\"', '\"Lambda\"', is code",
    "k3-average, '\"Dropout\"', '\"MultiHeadAttention\"', covered are Embedding",
    "k3-average, '\"activation\": \"relu\"', '\"activation\": \"gelu\"', covered are linear",
    "k3-bilstm-mask, '\"merge_mode\": \"concat\"', '\"merge_mode\": \"mul\"', concat and sum",
    "k3-gru, '\"go_backwards\": false', '\"go_backwards\": true', go_backwards",
    "k3-conv-linear, '\"strides\": [1]', '\"strides\": [2]', strides",
    "k3-bilstm, '\"Functional\"', '\"Transformer\"', Sequential and linear Functional",
    "k3-bilstm, '\"keras_history\": [\"bidirectional\"', '\"keras_history\": [\"embedding_1\"', branches",
    "k3-average, '\"batch_shape\": [null, 12]', '\"batch_shape\": [null, 13]', --length is 12"
  })
  void namesWhatIsNotCovered(String model, String found, String put, String said) throws Exception {
    refuses(model, altered(model, found, put), said);
  }

  @Test
  void namesACustomLayer() throws Exception {
    refuses(
        "k3-average",
        altered(
            "k3-average",
            "\"module\": \"keras.layers\", \"class_name\": \"Dropout\"",
            "\"module\": \"notebook\", \"class_name\": \"Dropout\""),
        "custom");
  }

  @Test
  void runsNoPickle() throws Exception {
    Path pickle = Files.write(folder.resolve("model.keras"), new byte[] {(byte) 0x80, 4, 95, 0});

    refuses("k3-average", pickle, "is a pickle");
  }

  @Test
  void saysWhichScoreIsOff() throws Exception {
    ForeignModel model = ForeignModel.named("k3-gru");
    Path lines = folder.resolve("off.ndjson");
    Files.writeString(lines, "{\"text\":\"w1 w2\",\"score\":0.123}\n");

    assertThatThrownBy(() -> model.importOf(model.file()).run(lines))
        .hasMessageStartingWith("expected score 1, of 2 tokens: it scores 0.")
        .hasMessageContaining("not 0.123");
  }

  @Test
  void needsWordsAndLayersWhereTheFileHasNone() throws Exception {
    ForeignModel keras = ForeignModel.named("k3-gru");
    ForeignModel torch = ForeignModel.named("torch-gru");
    WordOptions options = new WordOptions(null, null, null, null, null, null, 512);

    assertThatThrownBy(
            () ->
                new ModelImport(keras.file(), null, null, options, 12, "v", List.of())
                    .run(keras.lines(folder)))
        .hasMessageContaining("--words FILE");
    assertThatThrownBy(
            () ->
                new ModelImport(torch.file(), null, null, options, 12, "v", List.of())
                    .run(torch.lines(folder)))
        .hasMessageContaining("--layers FILE");
  }
}
