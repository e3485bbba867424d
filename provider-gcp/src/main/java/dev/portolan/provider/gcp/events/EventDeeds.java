package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.config.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the steps do to triggers and jobs. Each looks before it acts. */
public final class EventDeeds {
  private final Owner owner;
  private final EventCalls calls;
  private final TriggerWaits waits;
  private final ServiceUrl urls;
  private final EventSurvey survey;
  private final Forwarding forwarding;

  /** Where a service answers. */
  @FunctionalInterface
  public interface ServiceUrl {
    String of(String service) throws Exception;
  }

  /**
   * Deeds for one owner.
   *
   * @param forwarding what is done for dead letters
   */
  public EventDeeds(
      Owner owner,
      EventCalls calls,
      TriggerWaits waits,
      ServiceUrl urls,
      EventSurvey survey,
      Forwarding forwarding) {
    this.owner = owner;
    this.calls = calls;
    this.waits = waits;
    this.urls = urls;
    this.survey = survey;
    this.forwarding = forwarding;
  }

  void trigger(Step.Run run, EventTrigger wanted) throws Exception {
    String name = wanted.trigger().getName();
    Optional<Trigger> live = calls.trigger(name);
    live.ifPresent(each -> requireOurs(each, wanted.function()));
    Optional<Carrier> carrier = carrier(live);
    List<Difference> differences =
        live.map(each -> wanted.differences(each, carrier)).orElse(List.of());
    if (Difference.anew(differences)) {
      forwarding.end(live.orElseThrow(), false);
      delete(run, name);
      live = Optional.empty();
    }
    SortedSet<String> paths = paths(differences);
    boolean late = paths.removeIf(Difference::ofSubscription);
    if (live.isEmpty()) {
      waits.agent(run, () -> waits.done(run, wanted.told(), calls.create(wanted.trigger())));
      live = calls.trigger(name);
      late =
          carrier(live).filter(each -> !each.differences(wanted.delivery()).isEmpty()).isPresent();
    } else if (!paths.isEmpty()) {
      Trigger next = wanted.over(live.get());
      waits.agent(run, () -> waits.done(run, wanted.told(), calls.update(next, paths)));
    }
    if (late) {
      calls.deliver(live.flatMap(Carrier::name).orElseThrow(), wanted.delivery());
    }
  }

  /** Lets what fails go from a trigger's subscription to where it shall. */
  void forward(EventTrigger wanted) throws Exception {
    Trigger live = calls.existing(wanted.trigger().getName());
    requireOurs(live, wanted.function());
    forwarding.begin(live, wanted.delivery().forward().orElseThrow().topic());
  }

  /**
   * Ends that.
   *
   * @param off whether the trigger stays, and nothing goes elsewhere either
   */
  void forwardNoMore(String name, String function, boolean off) throws Exception {
    Optional<Trigger> live = calls.trigger(name);
    if (live.isPresent()) {
      requireOurs(live.get(), function);
      forwarding.end(live.get(), off);
    }
  }

  private Optional<Carrier> carrier(Optional<Trigger> live) throws Exception {
    Optional<String> name = live.flatMap(Carrier::name);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Carrier(calls.subscription(name.get())));
  }

  void deleteTrigger(Step.Run run, String name, String function) throws Exception {
    Optional<Trigger> live = calls.trigger(name);
    if (live.isPresent()) {
      requireOurs(live.get(), function);
      delete(run, name);
    }
  }

  private void delete(Step.Run run, String name) throws Exception {
    var operation = calls.deleteTrigger(name);
    if (operation.isPresent()) {
      waits.done(run, "trigger " + Place.last(name), operation.get());
    }
  }

  void job(ScheduledJob wanted, String service) throws Exception {
    Job shall = wanted.at(urls.of(service));
    Optional<Job> live = calls.job(shall.getName());
    if (live.isEmpty()) {
      calls.create(shall);
      return;
    }
    requireOurs(live.get(), wanted.function());
    List<Difference> differences = ScheduledJob.differences(live.get(), shall);
    if (!differences.isEmpty()) {
      calls.update(shall, paths(differences));
    }
  }

  void deleteJob(String name, String function) throws Exception {
    Optional<Job> live = calls.job(name);
    if (live.isPresent()) {
      requireOurs(live.get(), function);
      calls.deleteJob(name);
    }
  }

  private static SortedSet<String> paths(Collection<Difference> differences) {
    SortedSet<String> paths = new TreeSet<>();
    differences.forEach(each -> paths.add(each.path()));
    return paths;
  }

  private void requireOurs(Trigger live, String function) {
    Obstacles obstacles = new Obstacles();
    if (!survey.owns(live)) {
      new EventCheck(owner, survey).stranger(live, function, obstacles);
    }
    obstacles.refuse();
  }

  private void requireOurs(Job live, String function) {
    Obstacles obstacles = new Obstacles();
    if (!survey.owns(live)) {
      new EventCheck(owner, survey).stranger(live, function, obstacles);
    }
    obstacles.refuse();
  }
}
