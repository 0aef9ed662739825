package io.reviewscoring.job.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.fixture.FreePort;
import io.reviewscoring.job.fixture.JobProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code run} in a process of its own, watched from outside by JMX and Flink's REST.
 */
final class WatchedJob implements AutoCloseable {
  private static final Duration COLLECTION_INTERVAL = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final JobProcess process;
  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> metaspace;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String rest;

  private WatchedJob(JobProcess process, JMXConnector connector, String rest) throws IOException {
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
  static WatchedJob start(Path directory, Map<String, String> options) throws Exception {
    int jmxPort = FreePort.find();
    int restPort = FreePort.find();
    Map<String, String> withRest = new LinkedHashMap<>(options);
    withRest.put("flink.rest.bind-address", "127.0.0.1");
    withRest.put("flink.rest.address", "127.0.0.1");
    withRest.put("flink.rest.bind-port", Integer.toString(restPort));
    withRest.put("flink.rest.port", Integer.toString(restPort));
    JobProcess process =
        JobProcess.start(
            directory.resolve("job.log"),
            withRest,
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Dcom.sun.management.jmxremote.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");
    try {
      return new WatchedJob(process, connect(process, jmxPort), "http://127.0.0.1:" + restPort);
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  @SuppressWarnings("BanJNDI") // the other end is our own child, on loopback
  private static JMXConnector connect(JobProcess process, int port)
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

  /** Says each second whether to look on. */
  interface Look {
    boolean goesOn(double seconds) throws Exception;
  }

  /** Looks once a second, and every ten seconds at the live heap. */
  void observe(EventCounter counter, Look look, List<Sample> samples) throws Exception {
    long start = System.nanoTime();
    long nextCollection = 0;
    long now = 0;
    while (look.goesOn(now / 1e9)) {
      if (!isAlive()) {
        throw new AssertionError("the job has ended: see its log");
      }
      Long liveHeap = null;
      if (now >= nextCollection) {
        nextCollection += COLLECTION_INTERVAL.toNanos();
        liveHeap = liveHeapBytes();
      }
      samples.add(sample(now / 1e9, liveHeap, counter));
      Thread.sleep(Math.max(0, 1_000 - (System.nanoTime() - start - now) / 1_000_000));
      now = System.nanoTime() - start;
    }
  }

  private Sample sample(double seconds, @Nullable Long liveHeap, EventCounter counter)
      throws IOException, InterruptedException {
    JsonNode checkpoint = counter.events() == 0 ? mapper.missingNode() : lastCheckpoint();
    return new Sample(
        seconds,
        liveHeap,
        metaspaceBytes(),
        residentBytes(),
        checkpoint.path("state_size").asLong(),
        checkpoint.path("end_to_end_duration").asLong(),
        counter.events(),
        counter.model());
  }

  /** Of the whole process, what is native included, by Linux's proc(5). */
  private long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.process().pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IOException(status + " has no VmRSS");
  }

  /** Bytes in use right after a full collection, which this call causes. */
  private long liveHeapBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private long metaspaceBytes() {
    return metaspace.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  /** The last completed checkpoint as Flink's REST interface tells it; missing before the first. */
  private JsonNode lastCheckpoint() throws IOException, InterruptedException {
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
    try {
      process.stop();
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
    }
  }
}
