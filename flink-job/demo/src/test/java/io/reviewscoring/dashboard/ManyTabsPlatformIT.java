package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.Browser.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Label;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WindowType;

/** The page in more tabs of one browser than it opens connections to a server. */
@Timeout(600)
class ManyTabsPlatformIT {
  private static final int TABS = 8;

  private final Clock clock = Clock.systemUTC();
  private final Board board = new Board(Duration.ofMinutes(15), clock);
  private final StreamHealth health =
      new StreamHealth("broker:9092", Duration.ofMinutes(10), clock.millis());

  private void review(String id) {
    board.review(
        new ScoredReview(
            id, "p", 0, 0.9, Label.POSITIVE, null, 3, 3, "m", null, List.of(), "A film"),
        clock.millis());
  }

  private static void shows(Browser browser, String reviews) throws Exception {
    eventually(
        () -> {
          assertThat(browser.text("#reviews-total")).isEqualTo(reviews);
          assertThat(browser.text("#pill-text")).isEqualTo("Live");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared worker", "none"})
  void eightTabsShowTheSameAndAllGoOn(String kind) throws Exception {
    health.answered(List.of(), clock.millis());
    health.review(clock.millis());
    review("r-1");
    var sections = new LiveSections(board, health, new Sections("broker:9092"));
    var loopback = InetAddress.getLoopbackAddress();
    try (var server = new DashboardServer(loopback, 0, sections, () -> health.at(clock.millis()));
        Browser browser = Browser.start()) {
      browser.driver().manage().timeouts().pageLoadTimeout(Duration.ofSeconds(90));
      for (int tab = 0; tab < TABS; tab++) {
        if (tab > 0) {
          browser.driver().switchTo().newWindow(WindowType.TAB);
        }
        if (kind.equals("none")) {
          browser
              .driver()
              .executeCdpCommand(
                  "Page.addScriptToEvaluateOnNewDocument",
                  Map.of("source", "delete window.SharedWorker"));
        }
        browser.open(server.address(), 900, 700, "light");
        shows(browser, "1");
      }

      review("r-2");
      Set<String> tabs = browser.driver().getWindowHandles();
      assertThat(tabs).hasSize(TABS);
      for (String tab : tabs) {
        browser.driver().switchTo().window(tab);
        shows(browser, "2");
        assertThat(browser.complaints()).isEmpty();
      }
    }
  }
}
