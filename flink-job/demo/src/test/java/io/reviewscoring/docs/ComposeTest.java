package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Compose stack gives the job, without keys and with those of docker/.env. */
class ComposeTest {
  private static final Pattern OPTIONS = Pattern.compile("\\$\\{JOB_OPTIONS:-(.*?)}");
  private static final Pattern KEYS =
      Pattern.compile("- \\$\\{COMMAND_KEYS:-command-keys}:(\\S+):ro\n");
  private static final Pattern SET = Pattern.compile("\nJOB_OPTIONS=(.*)\n");

  private final String stack = Repository.text("docker/compose.yaml");

  private static String only(Pattern pattern, String text) {
    List<String> found = pattern.matcher(text).results().map(result -> result.group(1)).toList();
    assertThat(found).as("%s", pattern).hasSize(1);
    return found.get(0);
  }

  /** Of the job, with these options in the place of {@code JOB_OPTIONS}. */
  private JobConfig config(String options) throws Exception {
    Matcher place = OPTIONS.matcher(stack);
    String command = place.replaceFirst(Matcher.quoteReplacement(options));
    String job = command.substring(command.indexOf("/data/checkpoints\n"));
    return JobConfig.parse(
        Arrays.stream(job.substring(0, job.indexOf("environment:")).trim().split("\\s+"))
            .skip(1)
            .filter(word -> !word.equals("--create-topics"))
            .toArray(String[]::new));
  }

  @Test
  void withoutSettingsTheJobHasAModelAndFollowsEveryone() throws Exception {
    JobConfig config = config(only(OPTIONS, stack));
    assertThat(config.model()).isEqualTo("file:///opt/review-scoring/models/default.zip");
    assertThat(config.modelTrustedKeys()).isNull();
    assertThat(stack).containsPattern("\nvolumes:\n(.*\n)*  command-keys:\n");
  }

  @Test
  void withThoseOfThePageItFollowsTheKeysThatAreMountedWhereTheGateRuns() throws Exception {
    JobConfig config = config(only(SET, Repository.text("docker/README.md")));
    assertThat(config.model()).isNull();
    assertThat(config.modelTrustedKeys()).isEqualTo(only(KEYS, stack));
    assertThat(stack)
        .containsPattern("\n  jobmanager:\n(?:(?:    .*)?\n)*    volumes: &job-volumes\n")
        .containsPattern("\n  taskmanager:\n(?:(?:    .*)?\n)*    volumes: \\*job-volumes\n");
  }
}
