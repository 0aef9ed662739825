package io.reviewscoring.job.backfill;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests of events on disk, in parts by their identities, so that one part at a time can be in
 * memory.
 */
final class EventDigests implements AutoCloseable {
  /** A hundred million events are 1.6 million in each. */
  static final int PARTS = 64;

  private static final int BYTES = 48;

  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outputs = new ArrayList<>();
  private long size;

  /**
   * @param directory to write into
   * @param name begins the files' names
   */
  EventDigests(Path directory, String name) throws IOException {
    for (int part = 0; part < PARTS; part++) {
      Path file = directory.resolve(name + "-" + part);
      files.add(file);
      outputs.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
    }
  }

  void add(EventDigest digest) throws IOException {
    digest.write(outputs.get((int) (digest.identity().high() & (PARTS - 1))));
    size++;
  }

  long size() {
    return size;
  }

  /** One of {@link #PARTS}. Nothing is added any more. */
  List<EventDigest> part(int part) throws IOException {
    outputs.get(part).flush();
    List<EventDigest> digests = new ArrayList<>();
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(part))))) {
      for (long left = Files.size(files.get(part)) / BYTES; left > 0; left--) {
        digests.add(EventDigest.read(in));
      }
    }
    return digests;
  }

  /** Closes the files. */
  @Override
  public void close() throws IOException {
    for (DataOutputStream output : outputs) {
      output.close();
    }
  }
}
