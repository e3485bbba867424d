package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that runs, until it is closed. */
final class Running implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;
  private static final int LAST_LINES = 12;

  private final Subject subject;
  private final Process process;
  private final int port;
  private final Path log;
  private final long began;

  private Running(Subject subject, ProcessBuilder builder, int port, Path log) throws IOException {
    this.subject = subject;
    this.port = port;
    this.log = log;
    this.began = System.nanoTime();
    this.process = builder.start();
  }

  /** Starts it; it will listen on a port of the loopback. */
  static Running start(Subject subject, Path java) throws IOException {
    int port = Caller.freePort();
    Path log = subject.directory().resolveSibling("server.log");
    ProcessBuilder builder = new ProcessBuilder(subject.command(java, port));
    builder.directory(subject.directory().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(subject.environment());
    builder.environment().put("PORT", Integer.toString(port));
    return new Running(subject, builder, port, log);
  }

  int port() {
    return port;
  }

  /** Tries until somebody listens. */
  private Caller connect() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        return Caller.open(port);
      } catch (IOException refused) {
        LockSupport.parkNanos(500_000);
      }
    }
    throw new IOException("it does not listen. The last it said: " + last());
  }

  /** Calls it once; tells how many nanoseconds lie between its start and the right answer. */
  long call() throws IOException {
    try (Caller caller = connect()) {
      caller.call();
      return System.nanoTime() - began;
    } catch (IOException e) {
      throw new IOException(subject.title() + ": " + e.getMessage(), e);
    }
  }

  /** Asks it to end, as a platform does, and waits until it has. */
  void end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(subject.title() + " does not end. The last it said: " + last());
    }
  }

  private String last() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
