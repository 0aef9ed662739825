package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.Location;
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
import java.util.Optional;
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

  private String uri() {
    return Location.uri(file);
  }

  /**
   * That the job refused it, and why.
   *
   * @param status of the status topic
   */
  Optional<String> refusal(JsonNode status) {
    return status.path("state").asText().equals("REJECTED")
            && status.path("uri").asText().equals(uri())
        ? Optional.of("the job refused model " + version() + ": " + status.path("reason").asText())
        : Optional.empty();
  }

  /**
   * Writes the control message.
   *
   * @param from event time from which it is to be in force; null for as soon as possible
   */
  void publish(Producer<byte[], byte[]> producer, String controlTopic, @Nullable Instant from)
      throws DemoException {
    ModelCommand command =
        new ModelCommand(version(), uri(), sha256, from == null ? null : from.toString());
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
