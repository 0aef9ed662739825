package io.reviewscoring.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback. A server that starts again finds its own only where no outgoing connection
 * gets one: below 32768 on Linux.
 *
 * @param first the lowest
 * @param end above the highest
 */
public record Ports(int first, int end) {

  /**
   * One that is free, at random.
   *
   * @throws IOException if a hundred that were tried are taken
   */
  public int free() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(first, end);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken; the next one.
      }
    }
    throw new IOException("no free port between " + first + " and " + end);
  }
}
