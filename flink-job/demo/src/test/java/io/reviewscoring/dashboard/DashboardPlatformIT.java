package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.Browser.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.comparison.WilsonInterval;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, over what a real job writes to a real broker. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardPlatformIT {
  private static final int REVIEWS = 400;
  private static final String HTML =
      "<img src=x onerror='window.harmed = 1'><script>window.harmed = 2</script> & a very good film";

  private static final String SHOWN_WORDS =
      """
      return JSON.stringify([...document.querySelectorAll('#newest > li')].map((li) => ({
        review: li.dataset.review,
        words: [...li.querySelectorAll('.words > :not(.unseen)')].map((each) => each.textContent),
      })))""";

  /** Of a class's colour on the cards, by WCAG 2. */
  private static final String CONTRAST =
      """
      const item = document.createElement('span');
      item.className = '%s';
      document.querySelector('#newest').append(item);
      const luminance = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).map((each) => each / 255)
          .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [low, high] = [item, document.querySelector('.newest')]
        .map((each, i) => luminance(getComputedStyle(each)[i ? 'backgroundColor' : 'color']))
        .sort((a, b) => a - b);
      item.remove();
      return String((high + 0.05) / (low + 0.05));""";

  private static final String SHOWN_PAIRS =
      """
      return JSON.stringify([...document.querySelectorAll('#experiment-pairs > article')].map((pair) => ({
        title: pair.querySelector('h3').textContent,
        figures: pair.querySelector('.pair-figures').textContent,
        labels: [...pair.querySelectorAll('.labels-table td')].map((cell) => cell.textContent),
        most: [...pair.querySelectorAll('.most bdi')].map((id) => id.textContent),
        band: pair.querySelector('.band').getBoundingClientRect().width > 0,
      })))""";

  private record Window(int width, String scheme) {}

  private static final List<Window> WINDOWS =
      List.of(
          new Window(380, "dark"),
          new Window(900, "light"),
          new Window(1600, "dark"),
          new Window(1280, "dark"),
          new Window(1280, "light"));

  @TempDir static Path directory;
  private static TestBroker broker;
  private static JobTopics topics;
  private static JobConfig config;
  private static JobClient job;
  private static Dashboard dashboard;
  private static Browser browser;

  @BeforeAll
  static void startAll() throws Exception {
    browser = Browser.start();
    broker = TestBroker.start(directory.resolve("kafka"));
    topics = new JobTopics(broker, "page", directory);
    config =
        topics.config(
            Map.of(
                "parallelism", "2",
                "output.include-text", "true",
                "output.evidence", "NEGATIVE,UNCERTAIN",
                "swap.lead", "1s",
                "window.size", "10s",
                "window.early-interval", "1s",
                "out-of-orderness", "1s"));
    topics.activate(TinyBundles.write(directory, "tiny-1", 1), null);
    job = JobEnvironment.startLocally(config, null);
    assertThat(topics.awaitStatuses(ModelStatus.State.ACCEPTED, 1)).hasSize(1);
    dashboard = Dashboard.start(config, "127.0.0.1", 0);
    send(REVIEWS);
    topics.rawReview("no json".getBytes(StandardCharsets.UTF_8));
    topics.rawReview("{\"reviewId\":\"<i>x</i>\"".getBytes(StandardCharsets.UTF_8));
    topics.rawReview("[]".getBytes(StandardCharsets.UTF_8));
    topics.review("<b>r</b>", "<u>film</u>", System.currentTimeMillis(), HTML);
    topics.flush();
  }

  private static void send(int count) {
    for (int i = 0; i < count; i++) {
      topics.review(
          "r-" + System.nanoTime(),
          "film-" + i % 5,
          System.currentTimeMillis(),
          TinyBundles.WORDS.get(i % 10) + " film " + TinyBundles.WORDS.get(i / 10 % 10));
    }
    topics.flush();
  }

  @AfterAll
  static void stopAll() throws Exception {
    browser.close();
    dashboard.close();
    JobTopics.kill(job);
    topics.close();
    broker.close();
  }

  private static List<JsonNode> awaitEvents() throws Exception {
    return topics.await(config.sentimentTopic(), events -> events.size() > REVIEWS);
  }

  private static Map<String, Long> counted(List<JsonNode> records, String field) {
    Map<String, Long> counts = new TreeMap<>();
    records.forEach(record -> counts.merge(record.get(field).asText(), 1L, Long::sum));
    return counts;
  }

  /** A table's body, row by row. */
  private static List<List<String>> rows(String details) {
    browser.script("document.querySelector('%s').open = true".formatted(details));
    List<List<String>> rows = new ArrayList<>();
    for (WebElement row : browser.findAll(details + " tbody tr")) {
      rows.add(
          row.findElements(org.openqa.selenium.By.cssSelector("th, td")).stream()
              .map(WebElement::getText)
              .toList());
    }
    return rows;
  }

  @Test
  void theNumbersOnThePageAreTheTopics() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    awaitEvents();
    eventually(
        () -> {
          List<JsonNode> events = topics.committed(config.sentimentTopic());
          assertThat(browser.text("#reviews-total")).isEqualTo(String.valueOf(events.size()));
          Map<String, Long> labels = counted(events, "label");
          for (String label : List.of("POSITIVE", "UNCERTAIN", "NEGATIVE")) {
            assertThat(browser.text("#label-" + label.toLowerCase(java.util.Locale.ROOT)))
                .startsWith(String.valueOf(labels.getOrDefault(label, 0L)));
          }
          List<String> bins =
              IntStream.range(0, 10)
                  .mapToObj(
                      bin ->
                          events.stream()
                              .mapToDouble(event -> event.get("score").asDouble())
                              .filter(score -> Math.min(9, (int) (score * 10)) == bin)
                              .count())
                  .map(String::valueOf)
                  .toList();
          assertThat(rows("#scores-numbers")).extracting(row -> row.get(1)).isEqualTo(bins);
        });
  }

  @Test
  void theDeadLettersAreTheTopics() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    List<JsonNode> letters = topics.await(config.deadLettersTopic(), all -> all.size() >= 3);
    eventually(
        () -> {
          Map<String, Long> shown = new TreeMap<>();
          for (WebElement letter : browser.findAll("#letters > li")) {
            String count = letter.findElement(org.openqa.selenium.By.tagName("b")).getText();
            shown.put(String.valueOf(letter.getDomAttribute("data-reason")), Long.valueOf(count));
          }
          assertThat(shown).isEqualTo(counted(letters, "reason"));
        });
    assertThat(browser.text("#dead-letters-total")).isEqualTo("3");
  }

  @Test
  void theSharesOfTheProductsAreTheAggregates() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    awaitEvents();
    eventually(
        () -> {
          Map<String, JsonNode> newest = new HashMap<>();
          for (JsonNode aggregate : topics.committed(config.aggregatesTopic())) {
            newest.put(
                aggregate.get("productId").asText() + aggregate.get("windowStart"), aggregate);
          }
          Map<String, long[]> sums = new TreeMap<>();
          for (JsonNode aggregate : newest.values()) {
            long[] sum =
                sums.computeIfAbsent(aggregate.get("productId").asText(), id -> new long[2]);
            sum[0] += aggregate.get("count").asLong();
            sum[1] += aggregate.get("positive").asLong();
          }
          assertThat(sums.values().stream().mapToLong(sum -> sum[0]).sum())
              .isEqualTo(topics.committed(config.sentimentTopic()).size());
          assertThat(rows("#products-numbers"))
              .extracting(row -> row.subList(0, 3))
              .isEqualTo(
                  sums.entrySet().stream()
                      .map(
                          sum ->
                              List.of(
                                  sum.getKey(),
                                  String.valueOf(sum.getValue()[0]),
                                  String.valueOf(sum.getValue()[1])))
                      .toList());
        });
  }

  /** Opens the page, and waits for the model in force. */
  private static String openWithAModel() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    eventually(() -> assertThat(browser.text("#model-in-force")).startsWith("tiny-"));
    return browser.text("#model-in-force");
  }

  @Test
  void aSwapAppearsWhileThePageIsOpen() throws Exception {
    assertThat(openWithAModel()).isEqualTo("tiny-1");

    topics.activate(TinyBundles.write(directory, "tiny-2", 2), null);
    send(100);

    eventually(() -> assertThat(browser.text("#model-in-force")).isEqualTo("tiny-2"));
    assertThat(browser.text("#announcer")).contains("Model tiny-2 is in force now.");
    eventually(
        () -> {
          send(2);
          assertThat(browser.findAll("#model-strip li"))
              .extracting(item -> String.valueOf(item.getDomProperty("textContent")))
              .containsExactly("tiny-1", "tiny-2");
          assertThat(
                  browser.findAll("#model-strip li").stream()
                      .mapToInt(item -> item.getSize().getWidth())
                      .sum())
              .as("lies under the plot")
              .isBetween(browser.find("#rate-chart .u-over").getSize().getWidth() - 10, 1280);
          assertThat(browser.text("#models li[data-version='tiny-1'] .phase")).contains("replaced");
          assertThat(browser.text("#models li[data-version='tiny-2'] .phase")).contains("in force");
          assertThat(browser.text("#models li[data-version='tiny-2'] .detail"))
              .contains("by 2 subtasks", "reviews");
        });
  }

  @Test
  void htmlInAReviewIsShownAsText() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    awaitEvents();
    topics.review("<b>r</b>" + System.nanoTime(), "<u>film</u>", System.currentTimeMillis(), HTML);
    topics.flush();

    eventually(
        () ->
            assertThat(browser.findAll("#newest .text"))
                .extracting(text -> String.valueOf(text.getDomProperty("textContent")))
                .contains(HTML));
    eventually(
        () -> assertThat(browser.findAll("#products [data-product='<u>film</u>']")).hasSize(1));
    assertThat(browser.findAll("main img, main script, main u, main li i[x]")).isEmpty();
    assertThat(browser.script("return window.harmed")).isEqualTo("null");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theWordsThatMovedAScoreAreShownWithTheirSignWhereTheEventHasThem(String scheme)
      throws Exception {
    browser.open(dashboard.address(), 1280, 900, scheme);
    awaitEvents();
    eventually(
        () -> {
          Map<String, JsonNode> events = new HashMap<>();
          for (JsonNode event : topics.committed(config.sentimentTopic())) {
            events.put(event.get("reviewId").asText(), event);
          }
          JsonNode items = new ObjectMapper().readTree(browser.script(SHOWN_WORDS));
          assertThat(items).isNotEmpty();
          assertThat(items).anyMatch(item -> !item.get("words").isEmpty());
          for (JsonNode item : items) {
            JsonNode event = events.getOrDefault(item.get("review").asText(), item);
            assertThat(shownEffects(item.get("words"))).isEqualTo(effects(event.path("evidence")));
          }
        });
    for (String sign : List.of("up", "down")) {
      String contrast = browser.script(CONTRAST.formatted(sign));
      assertThat(Double.parseDouble(contrast)).as(sign).isGreaterThanOrEqualTo(4.5);
    }
  }

  /** As the page has them: word, sign and three digits. */
  private static List<String> shownEffects(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> effects(JsonNode evidence) {
    return StreamSupport.stream(evidence.spliterator(), false)
        .map(
            each -> {
              // The server sends four digits.
              double effect = Math.round(each.get("effect").asDouble() * 10_000) / 10_000.0;
              return each.get("word").asText()
                  + (effect > 0 ? " +" : " \u2212")
                  + new BigDecimal(Math.abs(effect)).setScale(3, RoundingMode.HALF_UP);
            })
        .toList();
  }

  @Test
  void everythingIsReachedAndUsedByKeyboard() throws Exception {
    browser.open(dashboard.address(), 1280, 900, "light");
    eventually(() -> assertThat(browser.text("#reviews-total")).isNotEqualTo("–"));
    eventually(() -> assertThat(browser.find("#products-numbers").isDisplayed()).isTrue());
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      WebElement active = browser.driver().switchTo().activeElement();
      reached.add(active.getTagName() + " " + active.getDomProperty("textContent"));
      assertThat(active.getCssValue("outline-style")).as("visible focus").isEqualTo("solid");
    }
    assertThat(reached)
        .containsExactly(
            "a Skip to the numbers",
            "button Pause",
            "summary Numbers of reviews a second",
            "summary Numbers of the scores",
            "summary Numbers of the products");

    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    eventually(() -> assertThat(browser.findAll("#products-numbers tbody tr")).isNotEmpty());

    browser.find("#pause").sendKeys(Keys.ENTER);
    assertThat(browser.find("#pause").getDomAttribute("aria-pressed")).isEqualTo("true");
    String before = browser.text("#reviews-total");
    send(3);
    Thread.sleep(4_000);
    assertThat(browser.text("#reviews-total")).isEqualTo(before);
    browser.find("#pause").sendKeys(Keys.SPACE);
    eventually(() -> assertThat(browser.text("#reviews-total")).isNotEqualTo(before));
  }

  @ParameterizedTest
  @CsvSource({"380, light", "380, dark", "900, light", "1600, dark"})
  void itFitsItsWindowAndTheBrowserHasNoComplaint(int width, String scheme) throws Exception {
    browser.open(dashboard.address(), width, 900, scheme);
    eventually(() -> assertThat(browser.findAll("#products canvas")).isNotEmpty());
    assertThat(browser.find("#experiment").isDisplayed()).as("there never was one").isFalse();
    fits(width);
  }

  private static void fits(int width) {
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .isEqualTo(String.valueOf(width));
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('main > *')]"
                    + ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)"))
        .isEqualTo("[]");
    assertThat(browser.complaints()).isEmpty();
  }

  private static void role(RoleChange.Kind kind, String version, int seed, double share) {
    var bundle = TinyBundles.write(directory, version, seed);
    double compared = kind == RoleChange.Kind.CANARY ? 1 : 0;
    topics.command(
        new ModelCommand(
            version,
            bundle.file().toString(),
            bundle.sha256(),
            null,
            new RoleChange(kind, "spring", share, compared)));
  }

  /** Counts of the topic of comparisons by pair: reviews, those with two labels, then all nine. */
  private static Map<String, long[]> compared() throws Exception {
    Map<String, JsonNode> newest = new TreeMap<>();
    for (JsonNode each : topics.committed(config.comparisonTopic())) {
      newest.put(
          "%s with %s (%s)".formatted(text(each, "model"), text(each, "other"), text(each, "role"))
              + text(each, "windowStart"),
          each);
    }
    Map<String, long[]> sums = new TreeMap<>();
    newest.forEach(
        (key, each) -> {
          long[] sum =
              sums.computeIfAbsent(key.substring(0, key.indexOf(')') + 1), pair -> new long[11]);
          sum[0] += each.get("count").asLong();
          sum[1] += each.get("differing").asLong();
          int i = 2;
          for (String own : List.of("POSITIVE", "UNCERTAIN", "NEGATIVE")) {
            for (String other : List.of("POSITIVE", "UNCERTAIN", "NEGATIVE")) {
              sum[i++] += each.get("labels").get(own).get(other).asLong();
            }
          }
        });
    return sums;
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asText();
  }

  private static String percent(double share) {
    return new BigDecimal(share * 100).setScale(1, RoundingMode.HALF_UP) + " %";
  }

  private static void showsWhatTheTopicSays() throws Exception {
    Map<String, long[]> sums = compared();
    JsonNode pairs = new ObjectMapper().readTree(browser.script(SHOWN_PAIRS));
    assertThat(sums).hasSize(3);
    assertThat(pairs).extracting(pair -> text(pair, "title")).isEqualTo(List.copyOf(sums.keySet()));
    for (JsonNode pair : pairs) {
      long[] sum = sums.getOrDefault(text(pair, "title"), new long[11]);
      WilsonInterval interval = WilsonInterval.of(sum[1], sum[0]);
      assertThat(text(pair, "figures"))
          .contains(
              "Reviews compared" + sum[0],
              "Another label" + percent((double) sum[1] / sum[0]) + sum[1] + " review",
              "95 %%: %s to %s".formatted(percent(interval.from()), percent(interval.to())));
      assertThat(pair.get("labels"))
          .extracting(JsonNode::asText)
          .isEqualTo(LongStream.of(sum).skip(2).mapToObj(String::valueOf).toList());
      assertThat(pair.get("most")).isNotEmpty();
      assertThat(pair.get("band").asBoolean()).isTrue();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE) // the others see no experiment
  void anExperimentIsShownWithItsIntervalsAndThenItsPromotionAndTheRollback() throws Exception {
    String before = openWithAModel();
    role(RoleChange.Kind.SHADOW, "tiny-3", 3, 1);
    role(RoleChange.Kind.CANARY, "tiny-4", 4, 0.5);

    eventually(
        () -> {
          assertThat(browser.text("#experiment-roles"))
              .contains("Candidatetiny-450 % of the reviews", "Shadowtiny-3100 % of the reviews");
          assertThat(browser.text("#announcer")).contains("tiny-4 is candidate for 50 %");
        });
    send(100);
    eventually(DashboardPlatformIT::showsWhatTheTopicSays);
    assertThat(browser.text("#experiment-title")).contains("spring", "runs since");
    eventually(
        () -> {
          send(2);
          assertThat(browser.text("#candidate-strip li")).isEqualTo("candidate tiny-4 · 50 %");
          assertThat(browser.text("#shadow-strip li")).isEqualTo("shadow tiny-3 · 100 %");
        });
    assertThat(browser.text("#models li[data-type='CANARY'] .phase")).isEqualTo("◐ candidate");
    assertThat(browser.text("#model-in-force")).isEqualTo(before);
    assertThat(browser.find("#ending-strip").isDisplayed()).isFalse();
    fitsInPicturesOf("experiment");

    command(RoleChange.Kind.PROMOTE, "spring", "tiny-4");
    eventually(() -> assertThat(browser.text("#experiment-title")).contains("promoted: tiny-4 at"));
    command(RoleChange.Kind.ROLLBACK, null, before);
    assertThat(browser.text("#announcer")).contains("Model " + before + " is in force now.");
    eventually(
        () -> {
          send(2);
          assertThat(browser.findAll("#ending-strip li"))
              .extracting(item -> item.getDomAttribute("data-type"))
              .containsExactly("PROMOTE", "ROLLBACK");
          assertThat(browser.findAll("#model-strip li"))
              .extracting(item -> String.valueOf(item.getDomProperty("textContent")))
              .endsWith(before, "tiny-4", before);
          assertThat(browser.text("#models li[data-type='ROLLBACK'] .phase"))
              .isEqualTo("● in force");
          assertThat(browser.text("#models li[data-type='ROLLBACK'] .detail"))
              .contains("rolled back to");
        });
    fitsInPicturesOf("rollback");
  }

  /** Commands what brings no model along, and waits for the one that is in force then. */
  private static void command(RoleChange.Kind kind, @Nullable String experiment, String version)
      throws Exception {
    topics.command(ModelCommand.withoutBundle(null, new RoleChange(kind, experiment, 0, 0)));
    eventually(() -> assertThat(browser.text("#model-in-force")).isEqualTo(version));
  }

  private static void fitsInPicturesOf(String name) throws Exception {
    for (Window window : WINDOWS) {
      browser.open(dashboard.address(), window.width, 1200, window.scheme);
      eventually(() -> assertThat(browser.findAll("#experiment-pairs article")).hasSize(3));
      fits(window.width);
      browser.picture(name + "-" + window.scheme + "-" + window.width);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE - 1) // others read the newest decision about a version
  void aRefusalHasNoneOfTheReviewsOfItsVersion() throws Exception {
    String version = openWithAModel();
    topics.command(new ModelCommand(version, "/nowhere.zip", "00".repeat(32), null));

    eventually(
        () ->
            assertThat(browser.findAll("#models li[data-version='%s']".formatted(version)))
                .hasSize(2)
                .extracting(WebElement::getText)
                .satisfiesExactly(
                    refused -> assertThat(refused).contains("refused").doesNotContain("reviews"),
                    scores ->
                        assertThat(scores).contains("in force", "reviews with this version")));
  }
}
