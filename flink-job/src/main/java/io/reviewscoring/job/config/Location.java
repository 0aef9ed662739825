package io.reviewscoring.job.config;

import io.reviewscoring.model.file.UserPath;
import java.io.File;
import org.apache.flink.core.fs.Path;

/**
 * Where something lies: a path of this machine, or a URI as Flink has them, in which every sign
 * stands for itself. {@code a%20b} is no {@code a b}: nothing is ever encoded or decoded.
 */
public final class Location {
  private Location() {}

  /** Whether it names its file system. */
  public static boolean isUri(String location) {
    return new Path(location).toUri().getScheme() != null;
  }

  /** As a URI: a path without a scheme is one of this machine. */
  public static String uri(String location) {
    return isUri(location) ? location : uri(UserPath.of(location));
  }

  /** The URI of a file or directory of this machine. */
  public static String uri(java.nio.file.Path file) {
    String path = file.toAbsolutePath().toString().replace(File.separatorChar, '/');
    return "file:" + (path.startsWith("/") ? "" : "/") + path; // Windows' begin with a drive
  }
}
