package io.reviewscoring.dashboard;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium (Debian's packages chromium and chromium-driver) that reaches loopback only.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  public static Browser start() {
    File program = new File(System.getProperty("test.chromium", "/usr/bin/chromium"));
    File service = new File(System.getProperty("test.chromedriver", "/usr/bin/chromedriver"));
    if (!program.canExecute() || !service.canExecute()) {
      throw new IllegalStateException(
          "no %s or %s: apt-get install chromium chromium-driver, or set test.chromium and test.chromedriver"
              .formatted(program, service));
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service)
                .usingAnyFreePort()
                .withTimeout(Duration.ofMinutes(2))
                .build(),
            options));
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a page in a window of a size, with the colours of a scheme: light or dark. */
  public void open(URI page, int width, int height, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.get(page.toString());
  }

  /** The only element that a CSS selector finds. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** An element's text as a script sees it, shown or not. */
  public String text(String selector) {
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0])?.textContent", selector));
  }

  public String script(String script) {
    return String.valueOf(driver.executeScript(script));
  }

  /** What the browser complains of: script errors, refused resources, violated policies. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Writes what the window shows as a PNG, to where {@code -Dscreenshots=DIR} says. */
  public void picture(String name) throws IOException {
    Object png =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(png)));
  }

  /** Tries until it no longer fails, for a minute. */
  public static void eventually(Attempt attempt) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        attempt.run();
        return;
      } catch (AssertionError | org.openqa.selenium.WebDriverException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(250);
      }
    }
  }

  /** What may fail for a while. */
  public interface Attempt {
    void run() throws Exception;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
