package io.reviewscoring.job.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback, below those that outgoing connections get: a restart finds its own. */
final class Ports {
  private static final int FIRST = 12_000;
  private static final int LAST = 20_000;

  private Ports() {}

  static int free() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken; the next one.
      }
    }
    throw new IOException("no free port between " + FIRST + " and " + LAST);
  }
}
