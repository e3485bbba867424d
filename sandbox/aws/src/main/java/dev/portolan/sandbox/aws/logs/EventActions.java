package dev.portolan.sandbox.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Log streams and the lines in them. */
final class EventActions {
  private final LogStore store;

  EventActions(LogStore store) {
    this.store = store;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateLogStream", this::createStream,
        "DescribeLogStreams", this::streams,
        "PutLogEvents", this::put,
        "GetLogEvents", this::get,
        "FilterLogEvents", this::filter);
  }

  private static String groupName(Call call) {
    String name =
        call.optional("logGroupName")
            .orElseGet(
                () -> call.text("logGroupIdentifier").replaceFirst("^arn:.*:log-group:", ""));
    GroupActions.group(call, name);
    return name;
  }

  private List<LogEvent> events(Call call) {
    return store.read(call.caller().region(), groupName(call));
  }

  /** Streams that were made empty are kept with the group; others follow from their lines. */
  private Set<String> streamNames(Call call) {
    Set<String> names = new TreeSet<>();
    GroupActions.group(call, groupName(call)).path("_streams").forEach(n -> names.add(n.asText()));
    events(call).forEach(event -> names.add(event.stream()));
    return names;
  }

  private Reply createStream(Call call) {
    if (streamNames(call).contains(call.text("logStreamName"))) {
      throw LogsError.STREAM_EXISTS.refusal();
    }
    GroupActions.group(call, groupName(call))
        .withArrayProperty("_streams")
        .add(call.text("logStreamName"));
    return Reply.empty();
  }

  private Reply streams(Call call) {
    List<LogEvent> events = events(call);
    List<JsonNode> found = new ArrayList<>();
    for (String name : streamNames(call)) {
      if (name.startsWith(call.text("logStreamNamePrefix"))) {
        ObjectNode stream = JsonNodeFactory.instance.objectNode().put("logStreamName", name);
        List<LogEvent> own = events.stream().filter(e -> e.stream().equals(name)).toList();
        if (!own.isEmpty()) {
          stream.put("firstEventTimestamp", own.get(0).timestamp());
          stream.put("lastEventTimestamp", own.get(own.size() - 1).timestamp());
          stream.put("lastIngestionTime", own.get(own.size() - 1).ingestionTime());
        }
        stream.put(
            "arn",
            call.caller().arnOf("logs", "log-group:" + groupName(call) + ":log-stream:" + name));
        found.add(stream);
      }
    }
    Comparator<JsonNode> order =
        call.text("orderBy").equals("LastEventTime")
            ? Comparator.comparingLong(stream -> stream.path("lastEventTimestamp").asLong())
            : Comparator.comparing(stream -> stream.path("logStreamName").asText());
    found.sort(call.flag("descending") ? order.reversed() : order);
    return LogPages.of(call, "logStreams", found);
  }

  private Reply put(Call call) {
    if (!streamNames(call).contains(call.text("logStreamName"))) {
      throw LogsError.NO_STREAM.refusal();
    }
    List<LogEvent> added = new ArrayList<>();
    for (JsonNode event : call.get("logEvents")) {
      added.add(
          new LogEvent(
              call.text("logStreamName"),
              event.path("timestamp").asLong(),
              call.now().toEpochMilli(),
              event.path("message").asText()));
    }
    store.append(call.caller().region(), groupName(call), added);
    return Reply.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("nextSequenceToken", String.valueOf(added.size())));
  }

  private Stream<LogEvent> within(Call call) {
    long start = call.get("startTime").asLong(0);
    long end = call.get("endTime").asLong(Long.MAX_VALUE);
    return events(call).stream().filter(e -> e.timestamp() >= start && e.timestamp() <= end);
  }

  private Reply get(Call call) {
    if (!streamNames(call).contains(call.text("logStreamName"))) {
      throw LogsError.NO_STREAM.refusal();
    }
    List<LogEvent> events =
        within(call).filter(e -> e.stream().equals(call.text("logStreamName"))).toList();
    int limit = call.number("limit", 10_000);
    int from = call.flag("startFromHead") ? 0 : Math.max(0, events.size() - limit);
    if (call.has("nextToken")) {
      from = Integer.parseInt(call.text("nextToken").substring(2));
    }
    int to = Math.min(events.size(), from + limit);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (LogEvent event : events.subList(Math.min(from, to), to)) {
      body.withArrayProperty("events")
          .addObject()
          .put("timestamp", event.timestamp())
          .put("message", event.message())
          .put("ingestionTime", event.ingestionTime());
    }
    body.put("nextForwardToken", "f/" + to)
        .put("nextBackwardToken", "b/" + Math.max(0, from - limit));
    return Reply.of(body);
  }

  private Reply filter(Call call) {
    LinePattern pattern = LinePattern.from(call.text("filterPattern"));
    Set<String> named = new TreeSet<>();
    call.get("logStreamNames").forEach(name -> named.add(name.asText()));
    List<JsonNode> found = new ArrayList<>();
    long[] number = {0};
    within(call)
        .filter(e -> named.isEmpty() || named.contains(e.stream()))
        .filter(e -> e.stream().startsWith(call.text("logStreamNamePrefix")))
        .filter(e -> pattern.matches(e.message()))
        .sorted(Comparator.comparingLong(LogEvent::timestamp))
        .forEach(
            e ->
                found.add(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("logStreamName", e.stream())
                        .put("timestamp", e.timestamp())
                        .put("message", e.message())
                        .put("ingestionTime", e.ingestionTime())
                        .put(
                            "eventId",
                            String.format("%056d", e.timestamp() * 1000 + number[0]++))));
    return LogPages.of(call, "events", found, 10_000);
  }
}
