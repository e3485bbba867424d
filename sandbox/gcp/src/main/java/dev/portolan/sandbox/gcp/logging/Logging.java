package dev.portolan.sandbox.gcp.logging;

import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.ListLogEntriesResponse;
import com.google.logging.v2.LogEntry;
import com.google.logging.v2.LoggingProto;
import com.google.logging.v2.WriteLogEntriesRequest;
import com.google.logging.v2.WriteLogEntriesResponse;
import com.google.protobuf.util.Timestamps;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.Comparator;
import java.util.List;

/** Cloud Logging v2: entries are listed and written. */
public final class Logging implements Service {
  private static final int USUAL = 50;
  private static final int MOST = 1000;

  private final LogStore store;
  private final Rpcs rpcs;

  public Logging(LogStore store) {
    this.store = store;
    this.rpcs =
        Rpcs.of(Rpcs.service(LoggingProto.getDescriptor(), "LoggingServiceV2"))
            .on(
                "ListLogEntries",
                Access.READ,
                ListLogEntriesRequest.getDefaultInstance(),
                this::list)
            .on("WriteLogEntries", WriteLogEntriesRequest.getDefaultInstance(), this::write);
  }

  @Override
  public String host() {
    return "logging.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private ListLogEntriesResponse list(ListLogEntriesRequest request, Call call) {
    if (request.getResourceNamesCount() == 0) {
      throw LoggingError.NO_RESOURCES.refusal();
    }
    for (String each : request.getResourceNamesList()) {
      if (!each.equals("projects/" + Project.ID) && !each.equals("projects/" + Project.NUMBER)) {
        throw LoggingError.RESOURCE.refusal(each);
      }
    }
    Filter filter = Filter.parse(request.getFilter());
    List<LogEntry> found =
        store.all().stream().filter(filter).sorted(order(request.getOrderBy())).toList();
    int size = request.getPageSize() == 0 ? USUAL : request.getPageSize();
    Page<LogEntry> page = Page.of(found, size, request.getPageToken(), MOST);
    return ListLogEntriesResponse.newBuilder()
        .addAllEntries(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private static Comparator<LogEntry> order(String text) {
    Comparator<LogEntry> oldest =
        Comparator.comparing(LogEntry::getTimestamp, Timestamps.comparator());
    return switch (text.strip()) {
      case "", "timestamp", "timestamp asc" -> oldest;
      case "timestamp desc" -> oldest.reversed();
      default -> throw LoggingError.ORDER.refusal(text);
    };
  }

  private WriteLogEntriesResponse write(WriteLogEntriesRequest request, Call call) {
    for (LogEntry each : request.getEntriesList()) {
      LogEntry.Builder entry = each.toBuilder();
      if (each.getLogName().isEmpty()) {
        entry.setLogName(request.getLogName());
      }
      if (!entry.getLogName().matches("projects/[^/]+/logs/[^/]+")) {
        throw LoggingError.LOG_NAME.refusal(entry.getLogName());
      }
      if (!each.hasResource()) {
        entry.setResource(request.getResource());
      }
      request.getLabelsMap().forEach((name, value) -> entry.putLabels(name, value));
      each.getLabelsMap().forEach((name, value) -> entry.putLabels(name, value));
      if (!each.hasTimestamp()) {
        entry.setTimestamp(Times.of(call.now()));
      }
      entry.setReceiveTimestamp(Times.of(call.now()));
      if (each.getInsertId().isEmpty()) {
        entry.setInsertId(Ids.hex(16));
      }
      if (!request.getDryRun()) {
        store.add(entry.build());
      }
    }
    return WriteLogEntriesResponse.getDefaultInstance();
  }
}
