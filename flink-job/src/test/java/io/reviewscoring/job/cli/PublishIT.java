package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What publish refuses before it writes anything, on a broker without a job. */
@SuppressWarnings("NullAway.Init")
class PublishIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  private CommandOutput publish(Path model, String... more) {
    Stream<String> own =
        Stream.of(
            "publish",
            "--bootstrap-servers=" + broker.bootstrapServers(),
            "--model=" + model,
            "--store=" + directory.resolve("store"));
    return CommandOutput.of(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void anotherContentOfAVersionIsRefusedUnlessItIsMeant() throws Exception {
    JobConfig config = JobConfig.parse("--bootstrap.servers=" + broker.bootstrapServers());
    new Topics(config).create(1);
    ControlTopic control = new ControlTopic(config);
    TinyBundles.Written first = TinyBundles.write(directory, "twice-1", 1);
    assertThat(publish(first.file()).code()).isZero();
    assertThat(publish(first.file()).code()).as("the same again").isZero();
    TinyBundles.Written other = TinyBundles.write(directory, "twice-1", 2);

    CommandOutput refused = publish(other.file());

    assertThat(refused.code()).as(refused.out()).isEqualTo(2);
    assertThat(refused.err())
        .contains("version twice-1 was published with other content before", first.sha256())
        .hasLineCount(1);
    assertThat(directory.resolve("store").toFile().list()).hasSize(1);
    assertThat(control.commands()).hasSize(2);

    assertThat(publish(other.file(), "--replace").code()).isZero();
    assertThat(control.commands()).hasSize(3);
  }

  @Test
  void aTopicThatWouldLoseTheOrderIsRefusedBeforeAnythingIsStored() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics =
          List.of(new NewTopic("three", 3, (short) 1), new NewTopic("one", 1, (short) 1));
      admin.createTopics(topics).all().get();
    }
    Path model = TinyBundles.write(directory, "ordered-1", 1).file();

    CommandOutput refused = publish(model, "--control-topic=three", "--status-topic=one");

    assertThat(refused.code()).as(refused.out()).isEqualTo(2);
    assertThat(refused.err())
        .contains("topic three has 3 partitions: it must have one")
        .hasLineCount(1);
    assertThat(directory.resolve("store")).doesNotExist();
  }
}
