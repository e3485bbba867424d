package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the steps of a schedule do. Each looks first when it is not tried for the first time. */
record ScheduleDeeds(AwsCalls calls, TimeSource time, Place place) {
  private static final Duration BUDGET = Duration.ofMinutes(5);

  void createRole(Step.Run run, Wanted wanted) throws Exception {
    String name = place.scheduleRole(wanted.physicalName());
    if (run.attempt() > 1) {
      var role = calls.iam().find(name);
      if (role.isPresent()) {
        own("role " + name, Ownership.from(role.get()));
        return;
      }
    }
    calls
        .iam()
        .create(
            name,
            place.rolePath(),
            Policies.scheduleTrust(place, wanted.physicalName()),
            wanted.settings().permissionsBoundary(),
            wanted.steadyTags());
  }

  /** A group of the same name that is still being deleted is waited for. */
  void createGroup(Step.Run run, Wanted wanted, Optional<SeenSchedule.Group> seen)
      throws Exception {
    String name = wanted.physicalName();
    Optional<SeenSchedule.Group> now = run.attempt() > 1 ? calls.schedules().group(name) : seen;
    if (now.isPresent()) {
      own("schedule group " + name, now.get().tags());
      if (!now.get().deleting()) {
        return;
      }
      gone(run, name);
    }
    calls.schedules().createGroup(name, wanted.steadyTags());
  }

  void create(Step.Run run, String name, WantedSchedule wanted) throws Exception {
    if (run.attempt() > 1) {
      Optional<SeenSchedule.Live> live = calls.schedules().find(name);
      if (live.isPresent()) {
        if (!wanted.differences(live.get()).isEmpty()) {
          calls.schedules().update(name, wanted, live.get());
        }
        return;
      }
    }
    calls.schedules().create(name, wanted);
  }

  /** Deletes a group and waits until it is gone: till then its schedules may go on. */
  void deleteGroup(Step.Run run, String name) throws Exception {
    calls.schedules().deleteGroup(name);
    gone(run, name);
  }

  private void gone(Step.Run run, String name) throws Exception {
    new Polling(time)
        .until(
            run,
            "schedule group " + name,
            BUDGET,
            () -> calls.schedules().there(name) ? Optional.of("being deleted") : Optional.empty());
  }

  private void own(String resource, Map<String, String> tags) {
    if (!Ownership.owns(place.owner(), tags)) {
      throw Ownership.refusal(place.owner(), List.of(Ownership.stranger(resource, tags)));
    }
  }
}
