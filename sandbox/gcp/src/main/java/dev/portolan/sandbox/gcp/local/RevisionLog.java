package dev.portolan.sandbox.gcp.local;

import com.google.api.MonitoredResource;
import com.google.logging.type.LogSeverity;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes entries of the lines that a revision writes. A line that is a JSON object is a structured
 * entry, whose {@code severity} is taken out of it.
 *
 * @see <a href="https://cloud.google.com/run/docs/logging#special-fields">structured lines</a>
 */
final class RevisionLog implements Consumer<String> {
  private static final int KEPT = 1000;

  private final LogStore store;
  private final TimeSource time;
  private final MonitoredResource resource;
  private final Deque<String> lines = new ArrayDeque<>();

  RevisionLog(LogStore store, TimeSource time, String revision) {
    this.store = store;
    this.time = time;
    String[] parts = revision.split("/");
    this.resource =
        MonitoredResource.newBuilder()
            .setType("cloud_run_revision")
            .putLabels("project_id", Project.ID)
            .putLabels("location", parts[3])
            .putLabels("service_name", parts[5])
            .putLabels("configuration_name", parts[5])
            .putLabels("revision_name", parts[7])
            .build();
  }

  @Override
  public void accept(String line) {
    synchronized (lines) {
      lines.add(line);
      if (lines.size() > KEPT) {
        lines.remove();
      }
    }
    store.add(entry("run.googleapis.com%2Fstdout", line));
  }

  /** Something that Cloud Run itself has to say. */
  void system(LogSeverity severity, String text) {
    store.add(
        entry("run.googleapis.com%2Fvarlog%2Fsystem", "").toBuilder()
            .setTextPayload(text)
            .setSeverity(severity)
            .build());
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private LogEntry entry(String log, String line) {
    LogEntry.Builder entry =
        LogEntry.newBuilder()
            .setLogName("projects/" + Project.ID + "/logs/" + log)
            .setResource(resource)
            .setInsertId(Ids.hex(24))
            .setTimestamp(Times.of(time.now()))
            .setReceiveTimestamp(Times.of(time.now()));
    if (line.startsWith("{") && line.endsWith("}")) {
      Struct.Builder struct = Struct.newBuilder();
      try {
        JsonFormat.parser().merge(line, struct);
        return structured(entry, struct);
      } catch (InvalidProtocolBufferException expected) {
        // not JSON after all
        return entry.setTextPayload(line).build();
      }
    }
    return entry.setTextPayload(line).build();
  }

  private static LogEntry structured(LogEntry.Builder entry, Struct.Builder struct) {
    if (struct.containsFields("severity")) {
      String name = struct.getFieldsOrThrow("severity").getStringValue().toUpperCase(Locale.ROOT);
      for (LogSeverity each : LogSeverity.values()) {
        if (each.name().equals(name)) {
          entry.setSeverity(each);
          struct.removeFields("severity");
        }
      }
    }
    boolean plain = struct.getFieldsCount() == 1 && struct.containsFields("message");
    return plain
        ? entry.setTextPayload(struct.getFieldsOrThrow("message").getStringValue()).build()
        : entry.setJsonPayload(struct).build();
  }
}
