package io.reviewscoring.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files that the page is made of, from the class path: these and no others. Immutable. */
final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  private final Map<String, PageFile> files = new LinkedHashMap<>();

  /** A file as a browser gets it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record PageFile(String contentType, byte[] content) {}

  PageFiles() {
    String library = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
    files.put("/", new PageFile(HTML, read("page/index.html")));
    add("dashboard.css", CSS);
    for (String script :
        new String[] {
          "dashboard.js",
          "charts.js",
          "experiment.js",
          "format.js",
          "panels.js",
          "products.js",
          "stream.js",
          "timeline.js",
          "worker.js"
        }) {
      add(script, SCRIPT);
    }
    add("icon.svg", SVG);
    files.put("/lib/uPlot.min.css", new PageFile(CSS, read(library + "uPlot.min.css")));
    files.put("/lib/uPlot.js", new PageFile(SCRIPT, read(library + "uPlot.iife.min.js")));
  }

  private void add(String name, String contentType) {
    files.put("/" + name, new PageFile(contentType, read("page/" + name)));
  }

  Optional<PageFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Bytes of all of them together. */
  long size() {
    return files.values().stream().mapToLong(file -> file.content().length).sum();
  }

  private static String uplotVersion() {
    Properties properties = new Properties();
    try (InputStream in = PageFiles.class.getResourceAsStream("dashboard.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("uplot.version");
  }

  private static byte[] read(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(Path.of(resource) + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
