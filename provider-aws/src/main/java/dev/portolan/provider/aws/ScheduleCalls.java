package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.ListScheduleGroupsResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupSummary;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;

/** Schedules, and the groups that they stand in: one method a call. */
record ScheduleCalls(Supplier<SchedulerClient> client, Ledger ledger) {
  /** A group with its tags, which take a call of their own; one that went meanwhile is none. */
  Optional<SeenSchedule.Group> group(String name) throws Exception {
    Optional<GetScheduleGroupResponse> found =
        ledger.find(() -> client.get().getScheduleGroup(r -> r.name(name)), ScheduleCalls::absent);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean deleting = found.get().state() == ScheduleGroupState.DELETING;
    return tags(found.get().arn()).map(tags -> new SeenSchedule.Group(deleting, tags));
  }

  private Optional<Map<String, String>> tags(String arn) throws Exception {
    return ledger
        .find(
            () -> client.get().listTagsForResource(r -> r.resourceArn(arn)), ScheduleCalls::absent)
        .map(found -> found.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  /** Whether a group is there at the moment, while one waits for it to go. */
  boolean there(String name) throws Exception {
    return ledger
        .poll(() -> client.get().getScheduleGroup(r -> r.name(name)), ScheduleCalls::absent)
        .isPresent();
  }

  /** The names of all groups here that begin with a prefix. */
  List<String> groups(String prefix) throws Exception {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      ListScheduleGroupsResponse page =
          ledger.read(
              () -> client.get().listScheduleGroups(r -> r.namePrefix(prefix).nextToken(from)));
      page.scheduleGroups().stream().map(ScheduleGroupSummary::name).forEach(names::add);
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  Optional<SeenSchedule.Live> find(String name) throws Exception {
    return ledger
        .find(
            () -> client.get().getSchedule(r -> r.groupName(name).name(name)),
            ScheduleCalls::absent)
        .map(
            seen ->
                new SeenSchedule.Live(
                    seen.scheduleExpression(),
                    seen.scheduleExpressionTimezone(),
                    seen.target().arn(),
                    seen.target().roleArn(),
                    seen.target().input() == null ? "" : seen.target().input(),
                    seen.flexibleTimeWindow() == null
                        || seen.flexibleTimeWindow().mode() == FlexibleTimeWindowMode.OFF,
                    seen.startDate() != null || seen.endDate() != null,
                    seen.state() == ScheduleState.DISABLED,
                    new SeenSchedule.Others(
                        Optional.ofNullable(seen.target().retryPolicy()),
                        Optional.ofNullable(seen.target().deadLetterConfig()),
                        Optional.ofNullable(seen.description()),
                        Optional.ofNullable(seen.kmsKeyArn()))));
  }

  void createGroup(String name, Map<String, String> tags) throws Exception {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    ledger.create(() -> client.get().createScheduleGroup(r -> r.name(name).tags(all)));
  }

  /** Deletes a group with all that is in it, which takes its time. */
  void deleteGroup(String name) throws Exception {
    try {
      ledger.change(() -> client.get().deleteScheduleGroup(r -> r.name(name)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  void create(String name, WantedSchedule wanted) throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .createSchedule(
                    r ->
                        r.groupName(name)
                            .name(name)
                            .scheduleExpression(wanted.expression())
                            .scheduleExpressionTimezone(wanted.timezone())
                            .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                            .target(target(wanted).build())));
  }

  /** Sends all of it, what others set too: what is left out takes its default again. */
  void update(String name, WantedSchedule wanted, SeenSchedule.Live seen) throws Exception {
    SeenSchedule.Others others = seen.others();
    Target.Builder target = target(wanted);
    others.retries().ifPresent(target::retryPolicy);
    others.deadLetters().ifPresent(target::deadLetterConfig);
    ledger.change(
        () ->
            client
                .get()
                .updateSchedule(
                    r ->
                        r.groupName(name)
                            .name(name)
                            .scheduleExpression(wanted.expression())
                            .scheduleExpressionTimezone(wanted.timezone())
                            .description(others.description().orElse(null))
                            .kmsKeyArn(others.key().orElse(null))
                            .state(seen.paused() ? ScheduleState.DISABLED : ScheduleState.ENABLED)
                            .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                            .target(target.build())));
  }

  void delete(String name) throws Exception {
    try {
      ledger.change(() -> client.get().deleteSchedule(r -> r.groupName(name).name(name)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  private static Target.Builder target(WantedSchedule wanted) {
    return Target.builder().arn(wanted.target()).roleArn(wanted.role()).input(wanted.input());
  }

  private static boolean absent(Exception answer) {
    return answer instanceof ResourceNotFoundException;
  }
}
