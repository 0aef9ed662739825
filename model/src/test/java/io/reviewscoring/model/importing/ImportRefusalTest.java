package io.reviewscoring.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
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
    "k3-average, '\"batch_shape\": [null, 12]', '\"batch_shape\": [null, 13]', --length is 12",
    "k3-normalized, '\"axis\": -1', '\"axis\": 1', has axis 1; covered is the last one",
    "k3-softmax-layer, '\"activation\": \"linear\"', '\"activation\": \"softmax\"', behind a softmax",
    "k3-average, '\"name\": \"float32\"', '\"name\": \"mixed_float16\"', computes in mixed_float16",
    "k3-average, '\"Dropout\"', '\"Sequential\"', is a model inside the model",
    "k3-bilstm, '[\"dense_1\", 0, 0]}', '[[\"embedding_1\", 0, 0], [\"dense_1\", 0, 0]]}', has 2 outputs",
    "k3-vectorization, '\"ngrams\": null', '\"ngrams\": 2', has ngrams 2",
    "k3-vectorization, '\"whitespace\"', '\"character\"', has split character",
    "k3-vectorization, '\"standardize\": \"lower\"', '\"standardize\": null', has standardize null",
    "k3-vectorization, '\"standardize\": \"lower\"', '\"standardize\": {\"class_name\": \"__lambda__\"}', function of its own"
  })
  void namesWhatIsNotCovered(String model, String found, String put, String said) throws Exception {
    refuses(model, altered(model, found, put), said);
  }

  @ParameterizedTest
  @CsvSource({
    "torch-conv, '\"AdaptiveMaxPool1d\"', '\"AdaptiveMaxPool1d\", \"output_size\": 2', output_size",
    "torch-conv, '\"type\": \"ReLU\"', '\"type\": \"MaxPool1d\", \"kernel_size\": 2, \"stride\": 1', stride",
    "torch-bilstm, bidirectional, bidirektional, bidirektional",
    "torch-rnn, '\"embedding\"', '\"embedding\", \"mask\": true', layer 3 (AdaptiveAvgPool1d) reads packed sequences"
  })
  void namesWhatPyTorchsLayersStateInVain(String model, String found, String put, String said)
      throws Exception {
    ForeignModel foreign = ForeignModel.named(model);
    Path layers = folder.resolve("layers.json");
    String sound = Files.readString(ForeignModel.resource(model + ".json"));
    Files.writeString(layers, sound.replace(found, put));
    ModelImport sane = foreign.importOf(foreign.file());

    assertThatThrownBy(
            () ->
                new ModelImport(
                        sane.file(), layers, sane.words(), sane.options(), 12, "v", List.of())
                    .run(foreign.lines(folder)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(said);
  }

  @Test
  void namesAnotherLayerBackward() throws Exception {
    String same = "\"stateful\": false, \"unroll\": false, \"zero_output_for_mask\": false,";
    String backward = "\"go_backwards\": true, " + same + " \"units\": 6, \"activation\": ";

    refuses(
        "k3-bilstm",
        altered("k3-bilstm", backward + "\"tanh\"", backward + "\"relu\""),
        "another backward_layer");
  }

  @Test
  void namesACustomLayer() throws Exception {
    refuses(
        "k3-average",
        altered(
            "k3-average",
            "\"module\": \"keras.layers\", \"class_name\": \"Dropout\"",
            "\"module\": \"keras_of_mine\", \"class_name\": \"Dropout\""),
        "custom");
  }

  @Test
  void runsNoPickle() throws Exception {
    Path pickle = Files.write(folder.resolve("model.keras"), new byte[] {(byte) 0x80, 4, 95, 0});

    refuses("k3-average", pickle, "is a pickle");
  }

  @Test
  void runsNoPickleInAZip() throws Exception {
    Map<String, byte[]> entries = Map.of("model/data.pkl", new byte[] {(byte) 0x80, 2, 46});
    Path checkpoint = Files.write(folder.resolve("model.pt"), KerasZip.of(entries));

    refuses("k3-average", checkpoint, "is a pickle", ".safetensors");
  }

  @Test
  void saysWhatMakesNumbersOfHalfThePrecisionWhole() throws Exception {
    byte[] sound = Files.readAllBytes(ForeignModel.named("torch-gru").file());
    String half = new String(sound, StandardCharsets.ISO_8859_1).replace("\"F32\"", "\"F16\"");
    Path file = folder.resolve("half.safetensors");
    Files.write(file, half.getBytes(StandardCharsets.ISO_8859_1));

    refuses("torch-gru", file, "'embedding.weight' of F32", "model.float()");
  }

  @Test
  void saysWhatToSaveInsteadOfAFolder() throws Exception {
    refuses("k3-average", folder, "is a folder", "model.save");
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
  void anIdentityIsPassedThrough() throws Exception {
    Path file = altered("k3-average", "\"Dropout\"", "\"Identity\"");
    ForeignModel foreign = ForeignModel.named("k3-average");

    assertThat(foreign.importOf(file).run(foreign.lines(folder)).compared()).isEqualTo(50);
  }

  @Test
  void saysWhatRowsATextVectorizationWithoutALengthNeeds() throws Exception {
    String length = "\"output_sequence_length\": 12";
    Path file = altered("k3-vectorization", length, length.replace("12", "null"));
    ForeignModel foreign = ForeignModel.named("k3-vectorization");
    refuses(
        "k3-vectorization", file, "no output_sequence_length", "--length N", "predict the scores");

    ModelImport sane = foreign.importOf(file);
    ModelImport padded =
        new ModelImport(file, null, null, sane.options(), 40, sane.modelVersion(), List.of());
    assertThatThrownBy(() -> padded.run(foreign.lines(folder)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("expected score")
        .hasMessageContaining("output_sequence_length=40");
    ModelImport right =
        new ModelImport(file, null, null, sane.options(), 12, sane.modelVersion(), List.of());
    assertThat(right.run(foreign.lines(folder)).compared()).isEqualTo(50);
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
