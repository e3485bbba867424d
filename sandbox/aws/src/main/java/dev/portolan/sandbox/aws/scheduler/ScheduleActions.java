package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Schedules, each in a group. */
final class ScheduleActions {
  private static final List<String> KEPT =
      List.of("ScheduleExpression", "StartDate", "EndDate", "Description", "KmsKeyArn");

  private final Supplier<Timings> timings;

  ScheduleActions(Supplier<Timings> timings) {
    this.timings = timings;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateSchedule", this::create,
        "GetSchedule", this::get,
        "UpdateSchedule", this::update,
        "DeleteSchedule", this::delete,
        "ListSchedules", this::list);
  }

  private static String group(Call call) {
    return call.optional("GroupName").orElse(Groups.DEFAULT);
  }

  private Reply create(Call call) {
    ObjectNode group = Groups.require(call, group(call));
    if (!Groups.active(group)) {
      throw SchedulerError.GROUP_DELETING.refusal(group(call));
    }
    ObjectNode schedules = call.part(group, "_schedules");
    if (schedules.has(call.text("Name"))) {
      throw SchedulerError.SCHEDULE_EXISTS.refusal(call.text("Name"));
    }
    ObjectNode schedule = laid(call, group);
    schedule.put("CreationDate", call.now().getEpochSecond());
    schedules.set(call.text("Name"), schedule);
    return told(schedule);
  }

  /**
   * "UpdateSchedule uses all values, including empty values, specified in the request and
   * overrides": what is not given takes its default again.
   */
  private Reply update(Call call) {
    ObjectNode group = Groups.require(call, group(call));
    ObjectNode before = schedule(call, group);
    ObjectNode schedule = laid(call, group);
    schedule.set("CreationDate", before.path("CreationDate"));
    call.part(group, "_schedules").set(call.text("Name"), schedule);
    return told(schedule);
  }

  private ObjectNode laid(Call call, ObjectNode group) {
    String timezone = call.optional("ScheduleExpressionTimezone").orElse("UTC");
    AwsSchedule times = AwsSchedule.parse(call.text("ScheduleExpression"), timezone);
    if (!call.get("FlexibleTimeWindow").path("Mode").asText().equals("OFF")) {
      throw SchedulerError.NO_WINDOW_HERE.refusal();
    }
    ObjectNode target = (ObjectNode) call.get("Target").deepCopy();
    String arn = target.path("Arn").asText();
    if (!arn.matches("arn:[^:]+:lambda:[^:]+:\\d{12}:function:.+")) {
      throw SchedulerError.TARGET.refusal(arn);
    }
    boolean assumable =
        ExecutionRole.assumable(
            call.state(),
            target.path("RoleArn").asText(),
            group.path("Arn").asText(),
            call.now(),
            timings.get().rolePropagation());
    if (!assumable) {
      throw SchedulerError.ROLE.refusal();
    }
    if (!target.has("RetryPolicy")) {
      target
          .putObject("RetryPolicy")
          .put("MaximumEventAgeInSeconds", 86400)
          .put("MaximumRetryAttempts", 185);
    }
    ObjectNode schedule = JsonNodeFactory.instance.objectNode();
    String name = call.text("Name");
    String resource = "schedule/" + group.path("Name").asText() + "/" + name;
    schedule.put("Arn", call.caller().arnOf("scheduler", resource));
    schedule.put("Name", name);
    schedule.put("GroupName", group.path("Name").asText());
    for (String member : KEPT) {
      if (call.has(member)) {
        schedule.set(member, call.get(member));
      }
    }
    schedule.put("ScheduleExpressionTimezone", timezone);
    schedule.put("State", call.optional("State").orElse("ENABLED"));
    schedule.set("FlexibleTimeWindow", call.get("FlexibleTimeWindow").deepCopy());
    schedule.set("Target", target);
    schedule.put("ActionAfterCompletion", call.optional("ActionAfterCompletion").orElse("NONE"));
    schedule.put("LastModificationDate", call.now().getEpochSecond());
    times.after(call.now()).ifPresent(next -> schedule.put("_next", next.toEpochMilli()));
    return schedule;
  }

  private static Reply told(ObjectNode schedule) {
    return Reply.of(
        JsonNodeFactory.instance.objectNode().put("ScheduleArn", schedule.path("Arn").asText()));
  }

  private static ObjectNode schedule(Call call, ObjectNode group) {
    return Optional.of(group.path("_schedules").path(call.text("Name")))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> SchedulerError.NO_SCHEDULE.refusal(call.text("Name")));
  }

  private Reply get(Call call) {
    ObjectNode shown = schedule(call, Groups.require(call, group(call))).deepCopy();
    shown.remove("_next");
    return Reply.of(shown);
  }

  private Reply delete(Call call) {
    ObjectNode group = Groups.require(call, group(call));
    schedule(call, group);
    call.part(group, "_schedules").remove(call.text("Name"));
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    Groups.all(call)
        .properties()
        .forEach(
            group -> {
              if (!call.has("GroupName") || call.text("GroupName").equals(group.getKey())) {
                group.getValue().path("_schedules").forEach(each -> add(call, each, found));
              }
            });
    return SchedulerPages.of(call, "Schedules", found);
  }

  private static void add(Call call, JsonNode schedule, List<JsonNode> found) {
    boolean asked =
        schedule.path("Name").asText().startsWith(call.text("NamePrefix"))
            && (!call.has("State") || schedule.path("State").asText().equals(call.text("State")));
    if (asked) {
      ObjectNode summary = JsonNodeFactory.instance.objectNode();
      for (String member :
          List.of("Arn", "Name", "GroupName", "State", "CreationDate", "LastModificationDate")) {
        summary.set(member, schedule.path(member));
      }
      summary.putObject("Target").set("Arn", schedule.path("Target").path("Arn"));
      found.add(summary);
    }
  }
}
