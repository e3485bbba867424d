package dev.portolan.sandbox.images.pod;

import dev.portolan.deploy.driver.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A pod that is a process. The last thousand lines it wrote are kept. */
final class ProcessPod implements Pod {
  private static final int KEPT = 1000;
  private static final int TAIL_LINES = 80;
  private static final int TAIL_CHARACTERS = 2048;

  private final Process process;
  private final int port;
  private final TimeSource time;
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private final Thread reader;

  ProcessPod(Process process, int port, PodPlan plan, TimeSource time) {
    this.process = process;
    this.port = port;
    this.time = time;
    this.reader = new Thread(() -> read(plan), "log of " + plan.name());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(PodPlan plan) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(new LogLine(time.now(), line));
          if (lines.size() > KEPT) {
            lines.remove();
          }
        }
        plan.log().accept(line);
      }
    } catch (IOException ignored) {
      // the process is gone, and with it what it had to say
    }
  }

  Process process() {
    return process;
  }

  /** How it ended, with the end of its log, as {@code FallbackToLogsOnError} keeps it. */
  PodFailure exit() throws InterruptedException {
    int code = process.waitFor();
    reader.join(1000);
    List<String> all = log().stream().map(LogLine::text).toList();
    String tail = String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
    if (tail.length() > TAIL_CHARACTERS) {
      tail = tail.substring(tail.length() - TAIL_CHARACTERS);
    }
    String message = code == 0 ? "" : tail;
    return new PodFailure(code == 0 ? "Completed" : "Error", message, code);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<Integer> exitCode() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  @Override
  public List<LogLine> log() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void stop(Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  void kill() {
    process.destroyForcibly();
  }
}
