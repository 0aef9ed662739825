package io.reviewscoring.demo;

import static io.reviewscoring.dashboard.Browser.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.dashboard.Browser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The demo's own page with the shipped models, and pictures of it. With {@code -Dscreenshots=DIR}
 * they are written there, and later, so that they show a course.
 */
class DemoPagePlatformIT {
  private static final Pattern ADDRESS = Pattern.compile("Live page: (http://\\S+)");
  private static final boolean FOR_SHOW = System.getProperty("screenshots") != null;
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

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
                    .execute("--port=0", "--duration=" + (FOR_SHOW ? 120 : 80), "--rate=8"));
    try (Browser browser = Browser.start()) {
      eventually(() -> assertThat(output()).containsPattern(ADDRESS));
      Matcher address = ADDRESS.matcher(output());
      assertThat(address.find()).isTrue();
      URI page = URI.create(address.group(1));
      eventually(() -> assertThat(output()).contains("== Reviews are flowing"));
      browser.open(page, 1280, 900, "light");
      eventually(() -> assertThat(browser.text("#model-in-force")).isEqualTo("reviews-small-1"));
      TimeUnit.SECONDS.sleep(FOR_SHOW ? 50 : 0);
      for (String scheme : List.of("light", "dark")) {
        picture(browser, page, 1280, 1000, scheme, "page-" + scheme);
        for (int width : new int[] {380, 900, 1600}) {
          picture(browser, page, width, 1400, scheme, "page-" + scheme + "-" + width);
        }
      }
      assertThat(browser.text("#models")).contains("reviews-1", "reviews-small-1");
      assertThat(browser.text("#pill-text")).isEqualTo("Live");

      assertThat(demo.get(180, TimeUnit.SECONDS)).as(output()).isZero();
      eventually(
          () ->
              assertThat(browser.find("#banner").getDomAttribute("data-state"))
                  .isEqualTo("SERVER_AWAY"));
    }
  }

  private static void picture(
      Browser browser, URI page, int width, int height, String scheme, String name)
      throws Exception {
    browser.open(page, width, height, scheme);
    eventually(() -> assertThat(browser.findAll("#products canvas")).isNotEmpty());
    eventually(() -> assertThat(browser.text("#pill-text")).isEqualTo("Live"));
    TimeUnit.MILLISECONDS.sleep(600);
    browser.screenshot(SCREENSHOTS.resolve(name + ".png"));
  }
}
