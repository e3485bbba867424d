package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.events.Ended;
import dev.portolan.sandbox.aws.lambda.AsyncCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls the targets of schedules whose time has come, with the rights of their execution roles. */
public final class Ticks implements Runnable {
  private final StateStore state;
  private final TimeSource time;
  private final AsyncCalls functions;
  private final Executor threads;
  private final Consumer<String> tell;

  public Ticks(
      StateStore state,
      TimeSource time,
      AsyncCalls functions,
      Executor threads,
      Consumer<String> tell) {
    this.state = state;
    this.time = time;
    this.functions = functions;
    this.threads = threads;
    this.tell = tell;
  }

  private record Tick(JsonNode group, JsonNode schedule, Instant scheduled) {
    String arn() {
      return schedule.path("Arn").asText();
    }

    boolean enabled() {
      return schedule.path("State").asText().equals("ENABLED");
    }
  }

  /** Times that went by while nothing ran are made up for once. */
  @Override
  public void run() {
    Instant now = time.now();
    if (due(state.read(), now).isEmpty()) {
      return;
    }
    List<Tick> due =
        state.change(
            tree -> {
              List<Tick> found = due(tree, now);
              found.forEach(tick -> proceed((ObjectNode) tick.schedule(), now));
              return found;
            });
    due.stream()
        .filter(Tick::enabled)
        .forEach(
            tick ->
                threads.execute(
                    () ->
                        fire(tick, payload(tick))
                            .ifPresent(why -> tell.accept(tick.arn() + ": " + why))));
  }

  private static List<Tick> due(ObjectNode tree, Instant now) {
    List<Tick> due = new ArrayList<>();
    for (JsonNode region : tree.path("regions")) {
      for (JsonNode group : region.path("scheduler").path("groups")) {
        for (JsonNode schedule : group.path("_schedules")) {
          Instant next = Instant.ofEpochMilli(schedule.path("_next").asLong(Long.MAX_VALUE));
          if (!now.isBefore(next) && !Groups.gone(group, now)) {
            due.add(new Tick(group, schedule, next));
          }
        }
      }
    }
    return due;
  }

  /**
   * Calls, each time that it is asked, the targets of the schedules of some groups, with the same
   * tick each time: one may come twice.
   *
   * @param marks values that a group's tags must have
   */
  public Supplier<List<Ended>> round(Set<String> marks) {
    Map<Tick, byte[]> ticks = new LinkedHashMap<>();
    for (JsonNode region : state.read().path("regions")) {
      for (JsonNode group : region.path("scheduler").path("groups")) {
        Set<String> tags = new HashSet<>();
        group.path("_tags").forEach(tag -> tags.add(tag.asText()));
        if (tags.containsAll(marks)) {
          for (JsonNode schedule : group.path("_schedules")) {
            Tick tick = new Tick(group, schedule, time.now().truncatedTo(ChronoUnit.SECONDS));
            ticks.put(tick, payload(tick));
          }
        }
      }
    }
    return () -> {
      List<Ended> ended = new ArrayList<>();
      ticks.forEach((tick, payload) -> ended.add(ended(tick, payload)));
      return ended;
    };
  }

  private Ended ended(Tick tick, byte[] payload) {
    Optional<String> why =
        tick.enabled() ? fire(tick, payload) : Optional.of("was not called: it is disabled");
    String function = tick.schedule().path("Target").path("Arn").asText();
    return new Ended(tick.arn(), function, 1, "", 0, why);
  }

  private static void proceed(ObjectNode schedule, Instant now) {
    Optional<Instant> next =
        AwsSchedule.parse(
                schedule.path("ScheduleExpression").asText(),
                schedule.path("ScheduleExpressionTimezone").asText())
            .after(now);
    schedule.remove("_next");
    next.ifPresent(instant -> schedule.put("_next", instant.toEpochMilli()));
  }

  /** Why a tick was not handled; empty if it was. */
  private Optional<String> fire(Tick tick, byte[] payload) {
    JsonNode target = tick.schedule().path("Target");
    String role = target.path("RoleArn").asText();
    String function = target.path("Arn").asText();
    ObjectNode now = state.read();
    String group = tick.group().path("Arn").asText();
    if (!ExecutionRole.assumable(now, role, group, time.now(), Duration.ZERO)) {
      return Optional.of("was not called: it may not take on the role " + role);
    }
    if (!ExecutionRole.mayInvoke(now, role, function)) {
      return Optional.of("was not called: the role " + role + " may not call " + function);
    }
    return functions.call(function, payload);
  }

  /**
   * The input with its keywords replaced.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Context
   *     attributes</a>
   */
  private static byte[] payload(Tick tick) {
    String arn = tick.schedule().path("Arn").asText();
    String id = UUID.randomUUID().toString();
    Map<String, String> keywords =
        Map.of(
            "<aws.scheduler.schedule-arn>",
            arn,
            "<aws.scheduler.scheduled-time>",
            tick.scheduled().toString(),
            "<aws.scheduler.execution-id>",
            id,
            "<aws.scheduler.attempt-number>",
            "1");
    JsonNode input = tick.schedule().path("Target").path("Input");
    String payload = input.isMissingNode() ? usual(tick, id) : input.asText();
    for (Map.Entry<String, String> keyword : keywords.entrySet()) {
      payload = payload.replace(keyword.getKey(), keyword.getValue());
    }
    return payload.getBytes(StandardCharsets.UTF_8);
  }

  private static String usual(Tick tick, String id) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String arn = tick.schedule().path("Arn").asText();
    event.put("version", "0").put("id", id).put("detail-type", "Scheduled Event");
    event.put("source", "aws.scheduler").put("account", arn.split(":")[4]);
    event.put("time", tick.scheduled().toString()).put("region", arn.split(":")[3]);
    event.putArray("resources").add(arn);
    return event.put("detail", "{}").toString();
  }
}
