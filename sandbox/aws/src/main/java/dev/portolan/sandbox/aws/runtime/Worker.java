package dev.portolan.sandbox.aws.runtime;

import dev.portolan.sandbox.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of a function: an execution environment in Lambda's words. Runs one invocation at a
 * time. After a failure that ended the process it is over; the next invocation needs another.
 */
final class Worker implements AutoCloseable, RuntimeApi.Listener {
  // "Init phase is limited to 10 seconds"; what is not ready then is given the function's timeout
  private static final long INIT_SECONDS = 10;
  private static final int RESPONSE_LIMIT = 6_291_556;

  private final RunSpec function;
  private final WorkerLog log;
  private final RuntimeApi api;
  private final ChildProcess process;
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<byte[]> initError = new CompletableFuture<>();
  private volatile CompletableFuture<Outcome> running = new CompletableFuture<>();
  private volatile String requestId = "";
  private volatile Optional<Integer> exitStatus = Optional.empty();
  private volatile boolean closed;
  private boolean first = true;

  private Worker(RunSpec function, RuntimeClient client, FunctionHost host) throws IOException {
    this.function = function;
    this.log = new WorkerLog(function, host);
    this.api = RuntimeApi.open(this);
    Path code = host.code(function);
    log.write("INIT_START Runtime Version: " + function.runtime() + ".sandbox");
    this.process =
        ChildProcess.start(
            JvmCommand.of(function, client),
            code,
            JvmCommand.environment(function, api.address(), log.stream(), code, host),
            log::write);
    process.exit().thenAccept(this::ended);
  }

  private void ended(int status) {
    exitStatus = Optional.of(status);
    running.complete(exited(status));
  }

  static Worker start(RunSpec function, RuntimeClient client, FunctionHost host)
      throws IOException {
    return new Worker(function, client, host);
  }

  String fingerprint() {
    return function.fingerprint();
  }

  boolean alive() {
    return !closed && process.alive() && !initError.isDone();
  }

  /** Runs one invocation to its end: an answer, an error, an exit, or the timeout. */
  Outcome invoke(Invocation invocation) {
    requestId = invocation.requestId();
    running = new CompletableFuture<>();
    if (initError.isDone()) {
      running.complete(Outcome.failed(initError.join(), ""));
    }
    exitStatus.ifPresent(status -> running.complete(exited(status)));
    log.begin(invocation.requestId());
    long began = System.nanoTime();
    long initNanos = awaitReady();
    long from = first && initNanos >= 0 ? System.nanoTime() : began;
    api.hand(
        new RuntimeApi.Handed(
            invocation,
            System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(function.timeout())));
    Outcome outcome = await();
    long nanos = System.nanoTime() - from;
    process.settle();
    String lines =
        log.end(
            invocation.requestId(),
            nanos,
            process.peakMemory(),
            first && initNanos >= 0 ? Optional.of(initNanos) : Optional.empty());
    first = false;
    return new Outcome(outcome.payload(), outcome.error(), false, lines);
  }

  /** Nanoseconds the start took; -1 when it is not over in time or failed. */
  private long awaitReady() {
    try {
      CompletableFuture.anyOf(ready, running).get(INIT_SECONDS, TimeUnit.SECONDS);
      return ready.getNow(-1L);
    } catch (TimeoutException e) {
      return -1;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome await() {
    try {
      return running.get(function.timeout(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.write(
          log.stamp()
              + " "
              + requestId
              + String.format(" Task timed out after %d.00 seconds", function.timeout()));
      close();
      return Outcome.failed(
          error(
              "Sandbox.Timedout",
              String.format(
                  "RequestId: %s Error: Task timed out after %d.00 seconds",
                  requestId, function.timeout())),
          "");
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome exited(int status) {
    String how = status > 128 ? "signal: " + signal(status - 128) : "exit status " + status;
    return Outcome.failed(
        error(
            "Runtime.ExitError",
            "RequestId: " + requestId + " Error: Runtime exited with error: " + how),
        "");
  }

  private static String signal(int number) {
    return switch (number) {
      case 6 -> "aborted";
      case 9 -> "killed";
      case 11 -> "segmentation fault";
      case 15 -> "terminated";
      default -> String.valueOf(number);
    };
  }

  private static byte[] error(String type, String message) {
    return ("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void ready() {
    ready.complete(System.nanoTime() - startedNanos);
  }

  @Override
  public void answered(String id, byte[] payload) {
    if (!id.equals(requestId)) {
      return;
    }
    running.complete(
        payload.length <= RESPONSE_LIMIT
            ? Outcome.answered(payload, "")
            : Outcome.failed(
                error(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size ("
                        + payload.length
                        + " bytes) exceeded maximum allowed payload size ("
                        + RESPONSE_LIMIT
                        + " bytes)."),
                ""));
  }

  @Override
  public void failed(String id, byte[] error) {
    if (id.equals(requestId)) {
      running.complete(Outcome.failed(error, ""));
    }
  }

  @Override
  public void initFailed(byte[] error) {
    initError.complete(error);
    running.complete(Outcome.failed(error, ""));
  }

  @Override
  public void close() {
    closed = true;
    process.close();
    api.close();
  }
}
