package io.reviewscoring.job.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.cli.JobCommands;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The command {@code run} in a process of its own, watched from outside by JMX and Flink's REST.
 */
final class JobProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final List<String> OPENED =
      List.of("java.lang", "java.util", "java.time", "java.nio", "java.net", "java.io");

  private final Process process;
  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> metaspace;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String rest;

  private JobProcess(Process process, JMXConnector connector, String rest) throws IOException {
    this.process = process;
    this.connector = connector;
    this.rest = rest;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
    metaspace =
        ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.NON_HEAP)
            .filter(pool -> pool.getName().equals("Metaspace"))
            .toList();
  }

  /** Starts it with 1 GiB of heap; its output goes to {@code job.log}. */
  static JobProcess start(Path directory, Map<String, String> options) throws Exception {
    int jmxPort = freePort();
    int restPort = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("--add-modules=jdk.incubator.vector");
    for (String opened : OPENED) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-Djava.rmi.server.hostname=127.0.0.1");
    command.add("-Dcom.sun.management.jmxremote.host=127.0.0.1");
    command.add("-Dcom.sun.management.jmxremote.port=" + jmxPort);
    command.add("-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort);
    command.add("-Dcom.sun.management.jmxremote.authenticate=false");
    command.add("-Dcom.sun.management.jmxremote.ssl=false");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(JobCommands.class.getName());
    command.add("run");
    options.forEach((name, value) -> command.add("--" + name + "=" + value));
    command.add("--flink.rest.bind-address=127.0.0.1");
    command.add("--flink.rest.address=127.0.0.1");
    command.add("--flink.rest.bind-port=" + restPort);
    command.add("--flink.rest.port=" + restPort);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("job.log").toFile())
            .start();
    try {
      return new JobProcess(process, connect(process, jmxPort), "http://127.0.0.1:" + restPort);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  @SuppressWarnings("BanJNDI") // the other end is our own child, on loopback
  private static JMXConnector connect(Process process, int port)
      throws IOException, InterruptedException {
    JMXServiceURL address =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        return JMXConnectorFactory.connect(address);
      } catch (IOException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IOException("the job's process does not start: see job.log", e);
        }
        Thread.sleep(200);
      }
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Bytes in use right after a full collection, which this call causes. */
  long liveHeapBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  long metaspaceBytes() {
    return metaspace.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  /** The last completed checkpoint as Flink's REST interface tells it; missing before the first. */
  JsonNode lastCheckpoint() throws IOException, InterruptedException {
    for (JsonNode job : get("/jobs").path("jobs")) {
      return get("/jobs/" + job.path("id").asText() + "/checkpoints")
          .path("latest")
          .path("completed");
    }
    return mapper.missingNode();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rest + path)).timeout(Duration.ofSeconds(10)).build();
    try {
      return mapper.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      // Not up yet, or busy: the next sample asks again.
      return mapper.missingNode();
    }
  }

  /** As Ctrl-C would end it. */
  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The process may be gone.
    }
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
