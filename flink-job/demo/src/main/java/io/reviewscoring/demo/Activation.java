package io.reviewscoring.demo;

import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A bundle on disk that the demo can put in force. */
record Activation(Path file, ModelBundle bundle, String sha256) {

  /**
   * Opens a bundle.
   *
   * @throws DemoException when there is none or it can't be used
   */
  static Activation of(Path file) throws DemoException {
    if (!Files.isRegularFile(file)) {
      throw new DemoException(DemoException.USAGE, "there is no model " + file);
    }
    try {
      return new Activation(file, BundleReader.read(file), Sha256.hex(file));
    } catch (BundleException e) {
      throw new DemoException(DemoException.USAGE, file + " is no usable model: " + e.reason());
    } catch (IOException e) {
      throw new DemoException(DemoException.USAGE, "can't read " + file + ": " + e.getMessage());
    }
  }

  String version() {
    return bundle.manifest().modelVersion();
  }

  /**
   * Writes the control message.
   *
   * @param from event time from which it is to be in force; null for as soon as possible
   */
  void publish(Producer<byte[], byte[]> producer, String controlTopic, @Nullable Instant from)
      throws DemoException {
    ModelCommand command =
        new ModelCommand(
            version(),
            file.toAbsolutePath().toUri().toString(),
            sha256,
            from == null ? null : from.toString());
    byte[] key = version().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(controlTopic, key, Messages.json(command))).get();
    } catch (ExecutionException e) {
      throw DemoException.because("the activation can't be published", e);
    } catch (InterruptedException e) {
      throw DemoTopics.interrupted();
    }
  }
}
