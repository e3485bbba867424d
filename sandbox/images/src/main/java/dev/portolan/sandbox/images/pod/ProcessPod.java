package dev.portolan.sandbox.images.pod;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod that is a process. The last thousand lines it wrote are kept. */
final class ProcessPod implements Pod {
  private static final int KEPT = 1000;
  private static final int TAIL_LINES = 80;
  private static final int TAIL_CHARACTERS = 2048;

  private final int port;
  private final PodPlan plan;
  private final TimeSource time;
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private final ChildProcess process;

  /** Starts it; it listens later. */
  ProcessPod(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      int port,
      PodPlan plan,
      TimeSource time)
      throws IOException {
    this.port = port;
    this.plan = plan;
    this.time = time;
    this.process = ChildProcess.start(command, directory, environment, this::heard);
  }

  private void heard(String line) {
    synchronized (lines) {
      lines.add(new LogLine(time.now(), line));
      if (lines.size() > KEPT) {
        lines.remove();
      }
    }
    plan.log().accept(line);
  }

  /** Whether it ends within a time. */
  boolean ends(Duration patience) throws InterruptedException {
    return process.ends(patience);
  }

  /** How it ended, with the end of its log, as {@code FallbackToLogsOnError} keeps it. */
  PodFailure exit() {
    int code = process.exit().join();
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
    return process.alive() ? Optional.empty() : Optional.of(process.exit().join());
  }

  @Override
  public List<LogLine> log() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void settle() {
    process.settle();
  }

  @Override
  public void stop(Duration patience) {
    process.stop(patience);
  }

  void kill() {
    process.close();
  }
}
