package io.reviewscoring.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
  @Test
  void helpListsEveryOptionWithItsDefault() {
    String help = JobConfig.help();

    assertThat(help).contains("--window.size=DURATION  [1min]", "--kafka.NAME=VALUE");
    for (Option<?> option : JobOptions.ALL) {
      assertThat(help).contains("--" + option.name() + "=" + option.placeholder());
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void everyOptionHasItsAccessor() {
    Stream<String> accessors =
        Arrays.stream(JobConfig.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName);

    assertThat(accessors)
        .filteredOn(name -> !List.of("checkpointTimeout", "toString").contains(name))
        .filteredOn(name -> !name.endsWith("Properties"))
        .containsExactlyInAnyOrderElementsOf(
            JobOptions.ALL.stream()
                // The form is made of these.
                .filter(option -> !FormOptions.PARTS.contains(option))
                .map(option -> camelCase(option.name()))
                .toList());
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean separator = name.charAt(i) == '.' || name.charAt(i) == '-';
      camel.append(separator ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
    }
    return camel.toString();
  }
}
