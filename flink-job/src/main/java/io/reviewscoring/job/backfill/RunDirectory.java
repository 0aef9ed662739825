package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where a run's checkpoints lie, and beside them its record {@code run.json}, its {@code
 * summary.json} once all is read, and {@code done} once all is committed. In any file system that
 * Flink knows.
 */
public final class RunDirectory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "run.json";
  private static final String SUMMARY = "summary.json";
  private static final String DONE = "done";

  private final Path directory;

  /**
   * @param uri of the directory, which need not be there
   */
  public RunDirectory(String uri) {
    this.directory = new Path(uri);
  }

  String uri() {
    return directory.toString();
  }

  Optional<RunRecord> run() throws IOException {
    return read(RUN, RunRecord.class);
  }

  void save(RunRecord run) throws IOException {
    write(RUN, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(run));
  }

  Optional<Tally> summary() throws IOException {
    return read(SUMMARY, Tally.class);
  }

  void saveSummary(Tally sum) throws IOException {
    write(SUMMARY, JSON.writeValueAsBytes(sum));
  }

  boolean isDone() throws IOException {
    return directory.getFileSystem().exists(new Path(directory, DONE));
  }

  /** From here on nothing will start the run again, so its checkpoints can go. */
  void markDone() throws IOException {
    write(DONE, new byte[0]);
    FileSystem files = directory.getFileSystem();
    FileStatus[] content = files.listStatus(directory);
    if (content != null) {
      for (FileStatus each : content) {
        if (each.isDir()) {
          files.delete(each.getPath(), true);
        }
      }
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Path file = new Path(directory, name);
    FileSystem files = file.getFileSystem();
    try {
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (InputStream in = files.open(file)) {
        return Optional.of(JSON.readValue(in, type));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(file + " can't be read: " + e.getOriginalMessage(), e);
    }
  }

  /** Whole or not at all. */
  private void write(String name, byte[] content) throws IOException {
    Path file = new Path(directory, name);
    FileSystem files = file.getFileSystem();
    files.mkdirs(directory);
    Path partial = new Path(directory, "." + name);
    try (OutputStream out = files.create(partial, FileSystem.WriteMode.OVERWRITE)) {
      out.write(content);
    }
    files.delete(file, false);
    if (!files.rename(partial, file)) {
      throw new IOException("can't write " + file);
    }
  }
}
