package io.reviewscoring.demo;

import static io.reviewscoring.dashboard.Browser.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.dashboard.Browser;
import io.reviewscoring.job.cli.JobCommands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The demo's own page with the shipped models, and pictures of it. With {@code -Dscreenshots=DIR}
 * they are written there, and later, so that they show a course; and then an experiment, too.
 */
class DemoPagePlatformIT {
  private static final Pattern ADDRESS = Pattern.compile("Live page: (http://\\S+)");
  private static final Pattern BROKER = Pattern.compile("It listens at ([^,]+),");
  private static final boolean FOR_SHOW = System.getProperty("screenshots") != null;
  private static final String MODEL = "--model=../../model/bundles/default.zip";
  private static final String STORE = "--store=target/store";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private String output() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theDemoServesThePageAndTheSwapIsSeenOnIt() throws Exception {
    System.setProperty("reviewscoring.bundles", "../../model/bundles");
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    CompletableFuture<Integer> demo =
        CompletableFuture.supplyAsync(
            () ->
                new CommandLine(new DemoCommand(out, out))
                    .execute("--port=0", "--duration=" + (FOR_SHOW ? 420 : 110), "--rate=8"));
    try (Browser browser = Browser.start()) {
      eventually(() -> assertThat(output()).containsPattern(ADDRESS));
      Matcher address = ADDRESS.matcher(output());
      assertThat(address.find()).isTrue();
      URI page = URI.create(address.group(1));
      eventually(() -> assertThat(output()).contains("== Reviews are flowing"));
      browser.open(page, 1280, 900, "light");
      eventually(() -> assertThat(output()).contains("== Announcing"));
      eventually(() -> assertThat(browser.text("#model-in-force")).isEqualTo("reviews-small-1"));
      TimeUnit.SECONDS.sleep(FOR_SHOW ? 50 : 0);
      for (String scheme : List.of("light", "dark")) {
        picture(browser, page, 1280, 1000, scheme, "page-" + scheme);
        for (int width : FOR_SHOW ? new int[] {380, 900, 1600} : new int[0]) {
          picture(browser, page, width, 1400, scheme, "page-" + scheme + "-" + width);
        }
      }
      eventually(
          () -> assertThat(browser.text("#models")).contains("reviews-1", "reviews-small-1"));
      if (FOR_SHOW) {
        experiment(browser, page);
      }
      eventually(() -> assertThat(browser.text("#pill-text")).isEqualTo("Live"));

      assertThat(demo.get(FOR_SHOW ? 480 : 420, TimeUnit.SECONDS)).as(output()).isZero();
      eventually(
          () ->
              assertThat(browser.find("#banner").getDomAttribute("data-state"))
                  .isEqualTo("SERVER_AWAY"));
    }
  }

  /** The way of SWAPS.md. */
  private void experiment(Browser browser, URI page) throws Exception {
    command(45, "publish", "--shadow=1", "--experiment=large", MODEL, STORE);
    command(45, "publish", "--canary=0.05", "--compared=1", "--experiment=large", MODEL, STORE);
    command(50, "publish", "--canary=0.5", "--compared=1", "--experiment=large", MODEL, STORE);
    for (String scheme : List.of("light", "dark")) {
      picture(browser, page, 1280, 1000, scheme, "experiment-" + scheme);
    }
    command(25, "promote", "large");
    command(20, "rollback");
    for (String scheme : List.of("light", "dark")) {
      picture(browser, page, 1280, 1000, scheme, "rollback-" + scheme);
    }
  }

  private void command(int secondsAfter, String... words) throws Exception {
    Matcher broker = BROKER.matcher(output());
    assertThat(broker.find()).isTrue();
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--bootstrap.servers=" + broker.group(1));
    arguments.add("--wait=active");
    assertThat(JobCommands.commandLine().execute(arguments.toArray(String[]::new))).isZero();
    TimeUnit.SECONDS.sleep(secondsAfter);
  }

  private static void picture(
      Browser browser, URI page, int width, int height, String scheme, String name)
      throws Exception {
    browser.open(page, width, height, scheme);
    eventually(() -> assertThat(browser.findAll("#products canvas")).isNotEmpty());
    eventually(() -> assertThat(browser.text("#pill-text")).isEqualTo("Live"));
    TimeUnit.MILLISECONDS.sleep(600);
    browser.picture(name);
  }
}
