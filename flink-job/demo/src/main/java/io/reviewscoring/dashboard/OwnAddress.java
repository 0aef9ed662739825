package io.reviewscoring.dashboard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the page is to be found, and by which names it may be asked for. Immutable.
 *
 * <p>A page of another site may give its own name a loopback address, and would then read what is
 * shown here: the browser tells by the name that was asked for.
 */
final class OwnAddress {
  private static final String IPV4_LOOPBACK = "127.0.0.1";
  private static final String IPV6_LOOPBACK = "0:0:0:0:0:0:0:1";

  private final String name;
  private final int port;
  private final Set<String> names;
  private final boolean loopback;

  /**
   * @param given as it was asked for, perhaps by a name
   * @param bound where it listens
   */
  OwnAddress(InetAddress given, InetSocketAddress bound) {
    InetAddress address = bound.getAddress();
    String host = address.getHostAddress();
    boolean usual = address.isAnyLocalAddress() || host.equals(IPV4_LOOPBACK);
    this.name = usual ? "localhost" : inUri(host);
    this.port = bound.getPort();
    this.loopback = address.isLoopbackAddress();
    // Of "name/address", so that nobody is asked for a name.
    String byName = given.toString().replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
    this.names = new HashSet<>(List.of("localhost", IPV4_LOOPBACK, "[::1]", inUri(host)));
    if (!byName.isEmpty()) {
      names.add(byName);
    }
  }

  private static String inUri(String host) {
    return host.equals(IPV6_LOOPBACK) ? "[::1]" : host.contains(":") ? "[" + host + "]" : host;
  }

  /** Where a browser on this machine finds it. */
  URI uri() {
    return URI.create("http://" + name + ":" + port + "/");
  }

  /**
   * Whether a request means this server.
   *
   * @param host what its header of that name says
   */
  boolean isAskedFor(@Nullable String host) {
    if (!loopback) {
      return true;
    }
    return host != null
        && names.contains(host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT));
  }
}
