package dev.portolan.images.packing;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the first function of a project as its container would, on loopback, so that the JVM can
 * note what it loaded. The function is initialised, as at any start; it is not called. It gets no
 * environment but its name: neither this machine's secrets nor the project's.
 */
record Training(
    LocalJvm jvm, CacheKind kind, List<String> arguments, Path directory, Duration toEnd) {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile(".* listens on port (\\d+)");
  private static final String BROKEN_JSON = "{\"";

  /**
   * Heaps of 32 GiB and more have other pointers, and a cache made with one kind is refused by the
   * other ("The saved state of UseCompressedOops ... is different from runtime, CDS will be
   * disabled"). A share of this machine's memory may be so much; no instance's is.
   */
  private static final String MEMORY = "-XX:MaxRAM=4g";

  /** Leaves the cache in the directory. */
  void run(List<FunctionSpec> functions) throws TrainingException {
    if (functions.isEmpty()) {
      throw new TrainingException("there is no function to start");
    }
    List<String> command = new ArrayList<>(List.of(jvm.program().toString(), kind.make(), MEMORY));
    command.addAll(arguments);
    FunctionSpec function = functions.get(0);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PORT", "0");
    builder.environment().put("PORTOLAN_BIND", "127.0.0.1");
    builder.environment().put("PORTOLAN_FUNCTION", function.name());
    builder.redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new TrainingException("the image's JVM does not run here: " + e.getMessage());
    }
    boolean ended;
    try {
      exercise(port(process), function);
    } catch (IOException e) {
      throw new TrainingException("the function does not answer on this machine: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted");
    } finally {
      ended = end(process);
    }
    if (!ended) {
      throw new TrainingException(
          "the function did not end on this machine within " + toEnd.toSeconds() + " s");
    }
    if (!Files.exists(directory.resolve(kind.file()))) {
      throw new TrainingException("the JVM in " + jvm.home() + " wrote none");
    }
  }

  private int port(Process process) throws TrainingException, InterruptedException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, port), "portolan-training");
    reader.setDaemon(true);
    reader.start();
    try {
      return port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new TrainingException(
          "the function does not start on this machine: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new TrainingException(
          "the function did not start on this machine within " + PATIENCE.toSeconds() + " s");
    }
  }

  /** Reads until the output ends, so that the process never waits for us. */
  private static void read(Process process, CompletableFuture<Integer> port) {
    String last = "it said nothing";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          port.complete(Integer.parseInt(matcher.group(1)));
        }
        last = line.isBlank() ? last : line;
      }
    } catch (IOException ignored) {
      // the process was ended while we read; what it said before counts
    }
    port.completeExceptionally(new IOException(last));
  }

  private static void exercise(int port, FunctionSpec function)
      throws IOException, InterruptedException {
    URI root = URI.create("http://127.0.0.1:" + port);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest.Builder ready = HttpRequest.newBuilder(root.resolve(Probes.READY));
    client.send(ready.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
    if (decoded(function.input())) {
      HttpRequest.Builder broken = HttpRequest.newBuilder(root.resolve(path(function)));
      broken.timeout(PATIENCE).header("content-type", "application/json");
      broken.POST(HttpRequest.BodyPublishers.ofString(BROKEN_JSON));
      client.send(broken.build(), HttpResponse.BodyHandlers.discarding());
    }
  }

  /** Whether a body that is no JSON is refused before the function sees it. */
  private static boolean decoded(String input) {
    return !input.startsWith("java.") && !input.startsWith("dev.portolan.") && input.contains(".");
  }

  private static String path(FunctionSpec function) {
    return function
        .triggers(Trigger.Http.class)
        .map(Trigger.Http::path)
        .filter(path -> !path.contains("{"))
        .findFirst()
        .orElse("/");
  }

  /**
   * Asks the process to end, and what it started before it, which is when a JVM writes what it
   * noted. Through its handle: {@link Process#destroy} also closes the pipe that the JVM still
   * writes to.
   *
   * @return whether all ended of themselves; what others left may be a fragment
   */
  private boolean end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(toEnd.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // it does not end when it is asked
    }
    Stream.concat(process.descendants(), all.stream()).forEach(ProcessHandle::destroyForcibly);
    return false;
  }
}
