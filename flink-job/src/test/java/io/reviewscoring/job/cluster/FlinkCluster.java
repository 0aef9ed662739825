package io.reviewscoring.job.cluster;

import io.reviewscoring.broker.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster with high availability, each part a process of its own on loopback: one
 * ZooKeeper, one JobManager, and TaskManagers of one slot. All end with this process. Not
 * thread-safe.
 */
final class FlinkCluster implements AutoCloseable {
  private static final Ports PORTS = new Ports(12_000, 20_000);

  private static final Path JAR = Path.of("target/review-scoring-job.jar");
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

  /** What javac wrote needs none. */
  private static final List<String> NO_VERIFICATION =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

  private static final long SUBMIT_SECONDS = 180;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** What Flink's own start scripts open of the JDK. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  /**
   * What {@code flink run} said.
   *
   * @param exitCode its exit status
   * @param output its standard output and error
   */
  record Submission(int exitCode, String output) {
    /** The id of the job that it started. */
    String jobId() {
      Matcher id = JOB_ID.matcher(output);
      if (exitCode != 0 || !id.find()) {
        throw new IllegalStateException("flink run failed: " + output);
      }
      return id.group(1);
    }
  }

  private final Path directory;
  private final String classPath = FlinkClassPath.get();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final int zooKeeperPort;
  private final FlinkRest rest;
  private final @Nullable ChildJvm[] taskManagers;
  private final int[] generations;
  private final ChildJvm zooKeeper;
  private @Nullable ChildJvm jobManager;
  private int submissions;

  private FlinkCluster(Path directory, int taskManagers) throws IOException {
    this.directory = directory;
    this.taskManagers = new ChildJvm[taskManagers];
    this.generations = new int[taskManagers];
    this.zooKeeperPort = PORTS.free();
    int restPort = PORTS.free();
    this.rest = new FlinkRest(restPort);
    configure(restPort);
    this.zooKeeper = startZooKeeper();
  }

  /** Starts one in a directory of its own, which gets logs and state. */
  static FlinkCluster start(Path directory, int taskManagers) throws IOException {
    FlinkCluster cluster = new FlinkCluster(directory.toAbsolutePath(), taskManagers);
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager(i);
      }
      Waiting.until(
          "the TaskManagers register",
          START_LIMIT,
          () -> cluster.rest.taskManagers().size() == taskManagers);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void configure(int restPort) throws IOException {
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", String.valueOf(restPort));
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort);
    settings.put("high-availability.storageDir", directory.resolve("ha").toUri().toString());
    // The lost leader's lease: no other JobManager leads before it ends.
    settings.put("high-availability.zookeeper.client.session-timeout", "5 s");
    settings.put("high-availability.zookeeper.client.connection-timeout", "5 s");
    settings.put("heartbeat.interval", "1 s");
    settings.put("heartbeat.timeout", "5 s");
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("taskmanager.memory.process.size", "1200m");
    settings.put("taskmanager.memory.managed.size", "16m");
    settings.put("taskmanager.memory.jvm-metaspace.size", "192m");
    settings.put("metrics.fetcher.update-interval", "1 s");
    StringBuilder yaml = new StringBuilder();
    settings.forEach((name, value) -> yaml.append(name).append(": ").append(value).append('\n'));
    Files.createDirectories(conf());
    Files.writeString(conf().resolve("config.yaml"), yaml);
  }

  private Path conf() {
    return directory.resolve("conf");
  }

  private ChildJvm startZooKeeper() throws IOException {
    Path config = directory.resolve("zoo.cfg");
    Files.writeString(
        config,
        """
        clientPort=%d
        clientPortAddress=127.0.0.1
        dataDir=%s
        tickTime=500
        admin.enableServer=false
        """
            .formatted(zooKeeperPort, Files.createDirectories(directory.resolve("zookeeper"))));
    return launch(
        "zookeeper",
        List.of("-Xmx64m", QUICK_TO_START),
        "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
        List.of(config.toString()));
  }

  FlinkRest rest() {
    return rest;
  }

  int taskManagerCount() {
    return taskManagers.length;
  }

  /** Starts the JobManager and waits until it answers. */
  void startJobManager() throws IOException {
    jobManager =
        launch(
            "jobmanager",
            List.of("-Xmx400m", "-XX:MaxMetaspaceSize=192m", QUICK_TO_START),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            List.of("--configDir", conf().toString(), "--executionMode", "cluster"));
    Waiting.until("the JobManager answers", START_LIMIT, rest::answers);
  }

  void killJobManager() {
    if (jobManager != null) {
      jobManager.kill();
    }
  }

  /** Starts a TaskManager, with the flags that Flink's own start script gives it. */
  void startTaskManager(int index) throws IOException {
    generations[index]++;
    TaskExecutorProcessSpec memory =
        TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(settings));
    List<String> arguments = new ArrayList<>(List.of("--configDir", conf().toString()));
    for (String argument :
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory).trim().split(" +", -1)) {
      arguments.add(argument);
    }
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + taskManagerId(index)));
    List<String> flags = new ArrayList<>();
    flags.add("--add-modules=jdk.incubator.vector");
    flags.addAll(Arrays.asList(ProcessMemoryUtils.generateJvmParametersStr(memory).split(" ", -1)));
    taskManagers[index] =
        launch(
            "taskmanager-" + index,
            flags,
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            arguments);
  }

  /** The resource id of the process that now stands in a TaskManager's place. */
  String taskManagerId(int index) {
    return "taskmanager-" + index + "-" + generations[index];
  }

  void killTaskManager(int index) {
    taskManager(index).kill();
  }

  long taskManagerPid(int index) {
    return taskManager(index).pid();
  }

  private ChildJvm taskManager(int index) {
    ChildJvm taskManager = taskManagers[index];
    if (taskManager == null) {
      throw new IllegalStateException("TaskManager " + index + " was never started");
    }
    return taskManager;
  }

  /**
   * {@code flink run -d} of the project's jar, whose manifest names the main class.
   *
   * @param arguments of the job
   */
  Submission submit(List<String> arguments) throws IOException {
    return submit(List.of(), arguments);
  }

  /** The same from the last checkpoint below a directory. */
  Submission resume(Path checkpoints, List<String> arguments) throws IOException {
    Path metadata;
    try (Stream<Path> files = Files.walk(checkpoints)) {
      metadata =
          files
              .filter(file -> file.endsWith("_metadata"))
              .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
              .orElseThrow(() -> new IOException("no checkpoint in " + checkpoints));
    }
    return submit(List.of("-s", metadata.resolveSibling("").toUri().toString()), arguments);
  }

  private Submission submit(List<String> ofFlink, List<String> arguments) throws IOException {
    Path log = directory.resolve("submission-" + submissions++ + ".log");
    List<String> run = new ArrayList<>(List.of("run", "-d"));
    run.addAll(ofFlink);
    run.add(JAR.toAbsolutePath().toString());
    run.addAll(arguments);
    ChildJvm client =
        ChildJvm.start(
            classPath,
            command(
                List.of("-Xmx300m", QUICK_TO_START),
                "org.apache.flink.client.cli.CliFrontend",
                "off",
                run),
            Map.of("FLINK_CONF_DIR", conf().toString()),
            log);
    int exitCode = client.await(SUBMIT_SECONDS);
    return new Submission(exitCode, Files.readString(log));
  }

  /** Cancels a job and waits until it is gone from all TaskManagers. */
  void cancel(String job) throws IOException {
    Waiting.until(
        "the job ends",
        START_LIMIT,
        () -> {
          String state = rest.jobState(job);
          if (!state.startsWith("CANCEL")) {
            rest.cancel(job);
          }
          return state.equals("CANCELED");
        });
    Waiting.until(
        "its slots are free",
        START_LIMIT,
        () -> rest.taskManagers().stream().noneMatch(FlinkRest.TaskManager::isBusy));
  }

  private ChildJvm launch(String name, List<String> flags, String main, List<String> arguments)
      throws IOException {
    return ChildJvm.start(
        classPath,
        command(flags, main, "info", arguments),
        Map.of(),
        directory.resolve(name + ".log"));
  }

  private List<String> command(
      List<String> flags, String main, String logLevel, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(flags);
    // Those that are killed leave their files there.
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
    command.add("-XX:+UseSerialGC");
    command.addAll(NO_VERIFICATION);
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + logLevel);
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  @Override
  public void close() {
    for (ChildJvm taskManager : taskManagers) {
      if (taskManager != null) {
        taskManager.close();
      }
    }
    if (jobManager != null) {
      jobManager.close();
    }
    zooKeeper.close();
  }
}
