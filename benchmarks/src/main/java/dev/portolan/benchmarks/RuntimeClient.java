package dev.portolan.benchmarks;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs functions in AWS's own runtime client, each in a new process with Lambda's flags. */
final class RuntimeClient {
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1");

  private final Path java;
  private final String classPath;
  private final Path archive;
  private long cpuMillis;

  private RuntimeClient(Path java, String classPath, Path archive) {
    this.java = java;
    this.classPath = classPath;
    this.archive = archive;
  }

  /**
   * Makes the archive of the runtime client's own classes, by a function that is not measured.
   *
   * @param home of the JDK to measure
   */
  static RuntimeClient prepare(Path home, Candidate trivial, Path directory)
      throws IOException, InterruptedException {
    Path lib = Candidates.jarOf(AWSLambda.class).getParent();
    StringBuilder classPath = new StringBuilder();
    try (var jars = Files.list(lib)) {
      for (Path jar : (Iterable<Path>) jars.sorted()::iterator) {
        String name = jar.getFileName().toString();
        if (name.startsWith("aws-lambda-java") || name.startsWith("utils-lite")) {
          classPath.append(classPath.isEmpty() ? "" : File.pathSeparator).append(jar);
        }
      }
    }
    Path archive = directory.resolve("runtime-" + home.getFileName() + ".jsa");
    Files.deleteIfExists(archive);
    RuntimeClient client =
        new RuntimeClient(home.resolve("bin/java"), classPath.toString(), archive);
    client.run(trivial, 1, List.of("-XX:ArchiveClassesAtExit=" + archive));
    return client;
  }

  /**
   * Milliseconds from the start of the process to its first answer: by the wall, and of processor.
   */
  double[] coldStart(Candidate candidate) throws IOException, InterruptedException {
    double wall = run(candidate, 1, List.of("-XX:SharedArchiveFile=" + archive))[0] / 1e6;
    return new double[] {wall, cpuMillis};
  }

  /** Nanoseconds of each invocation as the platform sees it, the first left out. */
  long[] warm(Candidate candidate, int invocations) throws IOException, InterruptedException {
    return run(candidate, invocations, List.of("-XX:SharedArchiveFile=" + archive));
  }

  /** The first element is the time from process start to first answer. */
  long[] run(Candidate candidate, int invocations, List<String> flags)
      throws IOException, InterruptedException {
    try (RuntimeApi api = RuntimeApi.open(candidate.event(), invocations)) {
      List<String> command = new ArrayList<>();
      command.add(java.toString());
      command.addAll(FLAGS);
      command.addAll(flags);
      command.addAll(List.of("-cp", classPath, AWSLambda.class.getName(), candidate.handler()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(candidate.directory().toFile());
      builder.redirectErrorStream(true);
      Path log = candidate.directory().resolve("log.txt");
      builder.redirectOutput(log.toFile());
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.putAll(candidate.environment());
      environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
      environment.put("AWS_REGION", "eu-west-1");
      environment.put("AWS_LAMBDA_FUNCTION_NAME", "hello");
      environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
      environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
      environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/hello");
      environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
      long start = System.nanoTime();
      Process process = builder.start();
      api.watch(process);
      long[] times = api.serve();
      times[0] -= start;
      cpuMillis = api.cpuMillis();
      process.waitFor();
      if (!api.lastAnswer().contains("Ada")) {
        throw new IOException(candidate.name() + " did not greet: " + api.lastAnswer());
      }
      return times;
    }
  }
}
