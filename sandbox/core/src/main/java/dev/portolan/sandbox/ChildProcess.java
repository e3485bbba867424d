package dev.portolan.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A process of ours with an environment of its own: nothing of this process's leaks into it. What
 * it writes is drained line by line, both streams as one; ending it ends its children too.
 */
public final class ChildProcess implements AutoCloseable {
  private static final long GLANCE_MILLIS = 10;

  private final Process process;
  private final InputStream output;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();

  private ChildProcess(Process process, Consumer<String> lines) {
    this.process = process;
    this.output = process.getInputStream();
    this.lines = lines;
  }

  /** Starts a command; {@code lines} gets what it writes. */
  public static ChildProcess start(
      List<String> command, Path directory, Map<String, String> environment, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    ChildProcess child = new ChildProcess(builder.start(), lines);
    child.process.getOutputStream().close();
    Thread reader = new Thread(child::drain, "output-of-" + child.process.pid());
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  /**
   * Looks again and again rather than blocking in a read, whose lock would keep others from
   * looking.
   */
  private void drain() {
    try {
      while (process.isAlive()) {
        synchronized (this) {
          take();
          wait(GLANCE_MILLIS);
        }
      }
      synchronized (this) {
        for (int next = output.read(); next >= 0; next = output.read()) {
          take((byte) next);
        }
        if (line.size() > 0) {
          take((byte) '\n');
        }
      }
    } catch (IOException expected) {
      // the stream was closed with the process: there is no more to tell
      drained.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drained.complete(null);
    }
  }

  private void take() throws IOException {
    for (int ready = output.available(); ready > 0; ready = output.available()) {
      for (byte next : output.readNBytes(ready)) {
        take(next);
      }
    }
  }

  private void take(byte next) {
    if (next == '\n') {
      lines.accept(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
      line.reset();
    } else {
      line.write(next);
    }
  }

  /** Tells what the process has written so far. A line without its end waits for it. */
  public synchronized void settle() {
    try {
      take();
    } catch (IOException expected) {
      // the process has ended: its reader tells the rest
      notifyAll();
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Done when the process has ended, with its exit value, and all it wrote was told. */
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenCombine(drained, (ended, nothing) -> ended.exitValue());
  }

  /** Whether it ends within a time, with all it wrote told. */
  public boolean ends(Duration patience) throws InterruptedException {
    try {
      exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException expected) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to end, and ends it if it has not within a time. */
  public void stop(Duration patience) {
    process.destroy();
    try {
      ends(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** The most memory it held at once, in bytes; -1 where the system does not tell. */
  public long peakMemory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException | UncheckedIOException expected) {
      return -1;
    }
    return -1;
  }

  /** Ends it and its children, at once. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
