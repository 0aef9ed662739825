package io.reviewscoring.job.cli;

import io.reviewscoring.job.control.BundleStore;
import java.io.IOException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A directory of bundles in any file system that Flink knows. */
final class ModelStore {
  private static final int NAME_DIGITS = 12;

  private final Path directory;

  /**
   * @param uri of the directory; a bare path is one of this machine
   */
  ModelStore(String uri) {
    this.directory = new Path(JobEnvironment.absolute(uri));
  }

  /**
   * Keeps a bundle under a name that its version and content give. One that is there already is
   * left as it is: somebody may be reading it.
   *
   * @return where it is
   */
  String keep(String version, String sha256, byte[] bundle) throws IOException {
    String name = version.replaceAll("[^A-Za-z0-9._-]", "_");
    Path file = new Path(directory, name + "-" + sha256.substring(0, NAME_DIGITS) + ".zip");
    FileSystem files = file.getFileSystem();
    if (!files.exists(file) || files.getFileStatus(file).getLen() != bundle.length) {
      BundleStore.write(file, bundle);
    }
    return file.toUri().toString();
  }
}
