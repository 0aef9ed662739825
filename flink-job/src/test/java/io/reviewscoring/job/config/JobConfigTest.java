package io.reviewscoring.job.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.message.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {
  private static JobConfig parse(String... args) throws ConfigurationException {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--bootstrap.servers=localhost:9092";
    return JobConfig.parse(all);
  }

  @Test
  void everyOptionButTheBrokersHasASoundDefault() throws ConfigurationException {
    JobConfig config = parse();

    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.reviewsTopic()).isEqualTo("reviews");
    assertThat(config.deadLettersTopic()).isEqualTo("review-dead-letters");
    assertThat(config.reviewsStart()).isEqualTo(ReviewsStart.COMMITTED);
    assertThat(config.deliveryGuarantee()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
    assertThat(config.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.model()).isNull();
    assertThat(config.modelMaxBytes()).isEqualTo(64L << 20);
    assertThat(config.tickInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.encodeMaxTokens()).isEqualTo(512);
    assertThat(config.outputIncludeText()).isFalse();
    assertThat(config.outputEvidence()).isEmpty();
    assertThat(config.outputEvidenceWords()).isEqualTo(5);
  }

  @Test
  void optionsAreWrittenWithAnEqualsSignOrASpaceAndSwitchesAlsoAlone()
      throws ConfigurationException {
    JobConfig config =
        parse("--window.size", "10s", "--parallelism=4", "--reviews.bounded", "--model=m.zip");

    assertThat(config.windowSize()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.parallelism()).isEqualTo(4);
    assertThat(config.reviewsBounded()).isTrue();
    assertThat(config.model()).isEqualTo("m.zip");
  }

  @Test
  void theGroupIsTheJobsOwnUnlessOneIsGiven() throws ConfigurationException {
    assertThat(parse("--job.name=eu").groupId()).isEqualTo("eu");
    assertThat(parse("--job.name=eu", "--group.id=shared").groupId()).isEqualTo("shared");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"checkpoint.directory", "model", "model.directory", "model.stores", "resume"})
  void aLeadingTildeIsTheHome(String option) throws ConfigurationException {
    assertThat(parse("--" + option + "=~/a b").toString())
        .contains(System.getenv("HOME") + "/a b")
        .doesNotContain("~");
  }

  @Test
  void theCommandLineWinsOverTheFile(@TempDir Path directory)
      throws IOException, ConfigurationException {
    Path file = directory.resolve("job.properties");
    Files.writeString(file, "window.size = 2min\nparallelism=2\nkafka.client.id = é\n");

    JobConfig config = parse("--config", file.toString(), "--parallelism=3");

    assertThat(config.windowSize()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.parallelism()).isEqualTo(3);
    assertThat(config.kafkaProperties()).containsExactly(Map.entry("client.id", "é"));
  }

  @Test
  void aFileWithAMarkIsReadAndOneThatIsNoUtf8IsRefusedWithItsLine(@TempDir Path directory)
      throws IOException, ConfigurationException {
    Path file = directory.resolve("job.properties");
    Files.writeString(file, "\uFEFFparallelism=2\n");
    assertThat(parse("--config=" + file).parallelism()).isEqualTo(2);

    Files.write(file, "parallelism=2\nkafka.client.id=\u00e9\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> parse("--config=" + file))
        .hasMessage("--config: " + file + ": line 2: byte 0xE9 at offset 30 is not UTF-8");
  }

  @Test
  void whatTheFileHasCountsOnlyWhereTheCommandLineIsSilent(@TempDir Path directory)
      throws IOException, ConfigurationException {
    Path file = directory.resolve("job.properties");
    Files.writeString(file, "window.size=bad\nmodel=\nkafka.client.id=a \nkafka.acks=all\n");

    JobConfig config = parse("--window.size=3s", "--kafka.client.id=b", "--config=" + file);

    assertThat(config.windowSize()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.model()).isNull();
    assertThat(config.kafkaProperties()).isEqualTo(Map.of("client.id", "b", "acks", "all"));
    assertThatThrownBy(() -> parse("--config=" + file))
        .hasMessageStartingWith("--window.size: 'bad'");
  }

  @Test
  void kafkaAndFlinkSettingsPassThrough() throws ConfigurationException {
    JobConfig config =
        parse("--kafka.security.protocol=SASL_SSL", "--flink.taskmanager.memory.network.max=64mb");

    assertThat(config.kafkaProperties())
        .containsExactly(Map.entry("security.protocol", "SASL_SSL"));
    assertThat(config.flinkProperties())
        .containsExactly(Map.entry("taskmanager.memory.network.max", "64mb"));
  }

  @Test
  void secretsAreNeverShown() throws ConfigurationException {
    JobConfig config =
        parse(
            "--kafka.ssl.truststore.password=hush1",
            "--kafka.sasl.jaas.config=Login required username=u password=hush2;",
            "--kafka.ssl.keystore.key=hush3",
            "--kafka.sasl.oauthbearer.token=hush4",
            "--flink.s3.secret-key=hush5",
            "--kafka.security.protocol=SASL_SSL");

    assertThat(config.toString())
        .doesNotContain("hush")
        .contains("ssl.truststore.password=****", "security.protocol=SASL_SSL")
        .contains("window.size=PT1M");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--windw.size=1s | --windw.size: no such option; did you mean --window.size?",
        "--reviews-topic=x | --reviews-topic: no such option; did you mean --reviews.topic?",
        "--xyz=x | --xyz: no such option",
        "--brokers=x | --brokers: no such option; did you mean --bootstrap.servers?",
        "--kafka.=x | --kafka.: no such option",
        "-x | '-x': options are written --name=value or --name value",
        "-- | '--': options are written --name=value or --name value",
        "window.size=1s | 'window.size=1s': options are written --name=value or --name value",
        "--window.size=5 | --window.size: '5' is not a duration such as 200ms, 5s, 10min or 1h",
        "--window.size=0s | --window.size: must be above 0",
        "--parallelism=0 | --parallelism: '0' is not a whole number above 0",
        "--parallelism=129 | --parallelism must be at most --max-parallelism, which is 128",
        "--max-parallelism=32769 | --max-parallelism must be at most 32768",
        "--model.max-bytes=9999999999GiB | --model.max-bytes: '9999999999GiB' is not a size such as 500KiB or"
            + " 64MiB",
        "--reviews.bounded=yes | --reviews.bounded: 'yes' is not true or false",
        "--reviews.start=now | --reviews.start: 'now' is none of earliest, latest, committed",
        "--delivery.guarantee=none | --delivery.guarantee: 'none' is not exactly-once or"
            + " at-least-once",
        "--bootstrap.servers=nowhere | --bootstrap.servers: 'nowhere' is not HOST:PORT, several"
            + " with commas between them",
        "--job.name=eu/reviews | --job.name: 'eu/reviews' is not a name of at most 200 characters"
            + " without '/' and '\\'",
        "--kafka.acks=1 | --kafka.acks must be all: with less, a broker that fails takes results with"
            + " it",
        "--kafka.enable.idempotence=false | --kafka.enable.idempotence must be true with exactly-once",
        "--kafka.transactional.id=x | --kafka.transactional.id: the job sets it, from --job.name",
        "--control.topic=reviews | --control.topic and --reviews.topic are the same topic",
        "--swap.lead=200ms | --swap.lead must be longer than --tick.interval: ticks have to stay"
            + " ahead of the clock",
        "--output.evidence=NEGATIVE,BAD | --output.evidence: 'NEGATIVE,BAD' is not none, or labels with"
            + " commas between them, of POSITIVE, NEGATIVE and UNCERTAIN",
        "--output.evidence-words=51 | --output.evidence-words must be at most 50",
        "--config=/no/such/file | --config: can't read /no/such/file",
      })
  void wrongOptionsAreRefusedInOneClearLine(String argument, String message) {
    assertThatThrownBy(() -> JobConfig.parse("--bootstrap.servers=localhost:9092", argument))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void labelsAreGivenInAnyOrderAndCaseAndNoneTakesThemBack() throws ConfigurationException {
    assertThat(parse("--output.evidence=uncertain, NEGATIVE,uncertain").outputEvidence())
        .containsExactly(Label.NEGATIVE, Label.UNCERTAIN);
    assertThat(parse("--output.evidence=none").outputEvidence()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--window.size",
        "--model --window.size=1s",
        "--model --windw.size=1s",
        "--kafka.a"
      })
  void anOptionWithoutItsValueIsRefused(String arguments) {
    String[] args = arguments.split(" ");

    assertThatThrownBy(() -> parse(args))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(args[0] + ": needs a value");
  }

  @Test
  void aMistypedOptionAfterASwitchIsRefused() {
    assertThatThrownBy(() -> parse("--reviews.bounded", "--modl=m.zip"))
        .hasMessage("--modl: no such option; did you mean --model?");
  }

  @Test
  void valuesAreTakenAsTheyStand() throws ConfigurationException {
    JobConfig config =
        parse(
            "--kafka.a=",
            "--kafka.b",
            "-b",
            "--kafka.c=--c=d",
            "--kafka.d=\"${sys:user.home}\"",
            "--model=@m.zip",
            "--reviews.bounded");

    assertThat(config.kafkaProperties())
        .isEqualTo(Map.of("a", "", "b", "-b", "c", "--c=d", "d", "\"${sys:user.home}\""));
    assertThat(config.model()).isEqualTo("@m.zip");
    assertThat(config.reviewsBounded()).isTrue();
  }

  @Test
  void theLastOfEqualOptionsCountsAndABlankOneIsTheDefault() throws ConfigurationException {
    assertThat(parse("--window.size=2s", "--window.size", "3s").windowSize())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(parse("--window.size=", "--model= ").windowSize()).isEqualTo(Duration.ofMinutes(1));
    assertThat(parse("--model= ").model()).isNull();
  }

  @Test
  void theBrokersMustBeNamed() {
    assertThatThrownBy(JobConfig::parse)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--bootstrap.servers is missing");
  }

  @Test
  void aTransactionMustOutliveACheckpointAndARestart() throws ConfigurationException {
    assertThatThrownBy(() -> parse("--transaction.timeout=4min", "--checkpoint.interval=10s"))
        .hasMessageStartingWith("--transaction.timeout must exceed --checkpoint.interval by 4min");
    assertThatThrownBy(() -> parse("--flink.execution.checkpointing.interval=13min"))
        .hasMessageStartingWith("--transaction.timeout must exceed --checkpoint.interval by 4min");
    assertThatThrownBy(() -> parse("--flink.execution.checkpointing.timeout=7min"))
        .hasMessageStartingWith(
            "--transaction.timeout must exceed --checkpoint.interval and twice"
                + " --flink.execution.checkpointing.timeout by 2min");
    assertThatThrownBy(() -> parse("--flink.execution.checkpointing.timeout=soon"))
        .hasMessage("--flink.execution.checkpointing: no duration");

    assertThat(parse("--transaction.timeout=1min", "--delivery.guarantee=at-least-once"))
        .isNotNull();
  }

  @Test
  void aCheckpointMayTakeAsLongAsItsTransactionsLive() throws ConfigurationException {
    assertThat(parse().checkpointTimeout()).isEqualTo(Duration.ofMillis(389_500));
    assertThat(parse("--transaction.timeout=5min", "--checkpoint.interval=10s").checkpointTimeout())
        .isEqualTo(Duration.ofSeconds(85));
    assertThat(
            parse("--transaction.timeout=5min", "--delivery.guarantee=at-least-once")
                .checkpointTimeout())
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aMistakeInTheFileNamesTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("job.properties"), "window.sise=1s\n");

    assertThatThrownBy(() -> parse("--config=" + file))
        .hasMessage(file + ": window.sise: no such option; did you mean window.size?");
  }

  @Test
  void theConfigurationTravelsToTheCluster() throws Exception {
    JobConfig config = parse("--kafka.client.id=a", "--model=m.zip");

    byte[] bytes = InstantiationUtil.serializeObject(config);

    assertThat(InstantiationUtil.<JobConfig>deserializeObject(bytes, getClass().getClassLoader()))
        .usingRecursiveComparison()
        .isEqualTo(config);
  }
}
