package io.reviewscoring.job.control;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;

/**
 * Where bundles may be fetched from: whoever may write commands could otherwise ask after any file
 * that the job can read. Immutable.
 */
public final class AllowedStores implements Serializable {
  private static final long serialVersionUID = 1;

  /** The refusal of a bundle that lies elsewhere. */
  public static final String OUTSIDE = "uri is neither in model.stores nor in model.directory";

  private static final Pattern SCHEME_ALONE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(//)?");

  private final String archive;
  private final List<String> prefixes;

  /**
   * The archive and others.
   *
   * @param archive directory of accepted bundles, which is always allowed
   * @param prefixes URIs of directories, or schemes with their colon
   */
  public AllowedStores(String archive, List<String> prefixes) {
    this.archive = archive;
    this.prefixes = List.copyOf(prefixes);
  }

  /** Why a bundle is not to be fetched from a URI; empty if it is. Asks no store. */
  Optional<String> refusal(String uri) {
    try {
      URI whole = normal(uri);
      if ("file".equals(whole.getScheme()) && whole.getAuthority() != null) {
        return Optional.of("uri can't be used: a file: uri has one or three slashes");
      }
      return allows(whole) ? Optional.empty() : Optional.of(OUTSIDE);
    } catch (IllegalArgumentException e) {
      return Optional.of("uri can't be used: " + e.getMessage());
    }
  }

  private boolean allows(URI uri) {
    return isWithin(uri, normal(archive))
        || prefixes.stream()
            .anyMatch(
                prefix ->
                    SCHEME_ALONE.matcher(prefix).matches()
                        ? prefix.substring(0, prefix.indexOf(':')).equalsIgnoreCase(uri.getScheme())
                        : isWithin(uri, normal(prefix)));
  }

  private static boolean isWithin(URI uri, URI directory) {
    String path = directory.getPath();
    String within = path.endsWith("/") ? path : path + "/";
    return directory.getScheme().equalsIgnoreCase(uri.getScheme())
        && Objects.equals(directory.getAuthority(), uri.getAuthority())
        && (uri.getPath().equals(path) || uri.getPath().startsWith(within));
  }

  /** With its scheme, absolute, and without {@code ..}. */
  private static URI normal(String text) {
    URI uri = new org.apache.flink.core.fs.Path(text).toUri();
    URI files = FileSystem.getDefaultFsUri();
    if (uri.getScheme() == null && !"file".equals(files.getScheme())) {
      uri = files.resolve(uri);
    } else if (uri.getScheme() == null || "file".equals(uri.getScheme())) {
      String path = new File(uri.getPath()).getAbsolutePath();
      uri = new org.apache.flink.core.fs.Path("file", uri.getAuthority(), path).toUri();
    }
    return uri.normalize();
  }

  /**
   * Why a file of this machine is not to be read though its URI is allowed: a link leads out of the
   * stores. Asks the disk.
   */
  Optional<String> linkRefusal(String uri) throws IOException {
    URI whole = normal(uri);
    if (!"file".equals(whole.getScheme())) {
      return Optional.empty();
    }
    List<Path> roots = new ArrayList<>(List.of(Path.of(normal(archive).getPath())));
    for (String prefix : prefixes) {
      if (prefix.equals("file:") || prefix.equals("file://")) {
        return Optional.empty();
      }
      if (!SCHEME_ALONE.matcher(prefix).matches() && "file".equals(normal(prefix).getScheme())) {
        roots.add(Path.of(normal(prefix).getPath()));
      }
    }
    Path there = deepestThatIs(Path.of(whole.getPath()));
    for (Path root : roots) {
      // What does not exist yet below a store's own directory is not there to be read.
      if (root.startsWith(there) || isReally(there, root)) {
        return Optional.empty();
      }
    }
    return Optional.of(OUTSIDE);
  }

  private static Path deepestThatIs(Path path) {
    Path there = path;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static boolean isReally(Path file, Path root) throws IOException {
    try {
      return Files.exists(root) && file.toRealPath().startsWith(root.toRealPath());
    } catch (java.nio.file.NoSuchFileException e) {
      return false; // a link to nothing
    }
  }
}
