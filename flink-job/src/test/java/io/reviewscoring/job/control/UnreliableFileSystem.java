package io.reviewscoring.job.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under {@code unreliable:}, while it can be reached and has room. */
public final class UnreliableFileSystem extends LocalFileSystem {
  static volatile boolean reachable = true;

  /** Whether it has room. */
  public static volatile boolean full;

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    connect();
    return super.getFileStatus(path);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    connect();
    return super.open(path);
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    FSDataOutputStream out = super.create(path, mode);
    if (full) {
      out.close();
      throw new IOException("No space left on device");
    }
    return out;
  }

  private static void connect() throws IOException {
    if (!reachable) {
      throw new ConnectException("connection refused");
    }
  }

  /** Found by Flink as a service. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return "unreliable";
    }

    @Override
    public FileSystem create(URI uri) {
      return new UnreliableFileSystem();
    }
  }
}
