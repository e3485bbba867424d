package dev.portolan.sandbox.aws.runtime;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The lines of one process, with Lambda's own around each invocation. */
final class WorkerLog {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final RunSpec function;
  private final FunctionHost host;
  private final String stream;
  private final StringBuilder current = new StringBuilder();

  WorkerLog(RunSpec function, FunctionHost host) {
    this.function = function;
    this.host = host;
    this.stream =
        DAY.format(Instant.now())
            + "/["
            + function.version()
            + "]"
            + UUID.randomUUID().toString().replace("-", "");
  }

  String stream() {
    return stream;
  }

  String stamp() {
    return STAMP.format(Instant.now());
  }

  void write(String line) {
    synchronized (current) {
      current.append(line).append('\n');
    }
    host.log(function, stream, List.of(line + "\n"));
  }

  /** Lines before the first invocation stay with it, as Lambda tells them. */
  void begin(String requestId) {
    write("START RequestId: " + requestId + " Version: " + function.version());
  }

  /** Ends an invocation; all its lines. */
  String end(String requestId, long nanos, long peakMemory, Optional<Long> initNanos) {
    double millis = nanos / 1e6;
    long used = peakMemory < 0 ? function.memory() : peakMemory >> 20;
    StringBuilder report = new StringBuilder("REPORT RequestId: ").append(requestId);
    report.append(String.format(Locale.ROOT, "\tDuration: %.2f ms", millis));
    report.append("\tBilled Duration: ").append((long) Math.ceil(millis)).append(" ms");
    report.append("\tMemory Size: ").append(function.memory()).append(" MB");
    report.append("\tMax Memory Used: ").append(Math.min(used, function.memory())).append(" MB");
    initNanos.ifPresent(
        init -> report.append(String.format(Locale.ROOT, "\tInit Duration: %.2f ms", init / 1e6)));
    write("END RequestId: " + requestId);
    write(report.append('\t').toString());
    synchronized (current) {
      String lines = current.toString();
      current.setLength(0);
      return lines;
    }
  }
}
