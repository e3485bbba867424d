package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function's schedule as EventBridge Scheduler shall hold it.
 *
 * @param ownRole whether the execution role is ours to make
 * @param input the event that the function gets; Scheduler replaces the keywords in it
 */
record WantedSchedule(
    String expression, String timezone, String target, String role, boolean ownRole, String input) {

  static Optional<WantedSchedule> of(Place place, FunctionSpec spec, FunctionSettings own) {
    String name = place.function(spec.name());
    return spec.triggers(Trigger.Schedule.class)
        .findFirst()
        .map(
            asked ->
                new WantedSchedule(
                    AwsCron.of(asked.cron()),
                    asked.timezone(),
                    place.liveArn(name),
                    own.scheduleRole().orElse(place.roleArn(place.scheduleRole(name))),
                    own.scheduleRole().isEmpty(),
                    event()));
  }

  /**
   * A CloudEvent. Its id is the time that it was meant for, so that a tick which comes again bears
   * the same one: {@code execution-id} is "the unique ID that EventBridge Scheduler assigns for
   * each attempted invocation of a target".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Context
   *     attributes</a>
   */
  private static String event() {
    ObjectNode event = Json.object();
    event.put("specversion", "1.0");
    event.put("id", "<aws.scheduler.scheduled-time>");
    event.put("source", "<aws.scheduler.schedule-arn>");
    event.put("type", "com.amazonaws.events.scheduled");
    event.put("time", "<aws.scheduler.scheduled-time>");
    return event.toString();
  }

  /** What is not as it shall be. One that somebody paused stays so, and is no difference. */
  List<String> differences(SeenSchedule.Live seen) {
    List<String> all = new ArrayList<>();
    compare(all, "expression", seen.expression(), expression);
    compare(all, "time zone", seen.timezone(), timezone);
    compare(all, "target", seen.target(), target);
    compare(all, "role", seen.role(), role);
    if (!Json.read(seen.input()).equals(Json.read(input))) {
      all.add("its event differs");
    }
    if (!seen.punctual()) {
      all.add("it has a flexible time window");
    }
    if (seen.bounded()) {
      all.add("it has a first or a last day");
    }
    return all;
  }

  private static void compare(List<String> all, String field, String before, String after) {
    if (!after.equals(before)) {
      all.add(field + " " + before + " → " + after);
    }
  }

  String shown() {
    return expression + ", " + timezone;
  }
}
