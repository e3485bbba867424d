package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.StateCondition;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import com.google.rpc.Code;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.Mark;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import dev.portolan.provider.gcp.wire.PartialList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What a project has that brings a region's functions their events, whosever it is. */
public final class EventSurvey {
  private final Owner owner;
  private final Place place;
  private final Triggers triggers;
  private final SortedMap<String, Job> jobs = new TreeMap<>();
  private final Map<String, Carrier> carriers = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final SortedSet<String> elsewhere = new TreeSet<>();

  private EventSurvey(Owner owner, Place place, Triggers triggers) {
    this.owner = owner;
    this.place = place;
    this.triggers = triggers;
  }

  /**
   * Reads both kinds; of an API that the project does not use there is nothing. Where they may not
   * be listed, what is wanted is asked for by its name.
   */
  public static EventSurvey of(Owner owner, EventCalls calls, Collection<Subscription> wanted)
      throws Exception {
    Triggers all = new Triggers(calls.place(), wanted);
    EventSurvey survey = new EventSurvey(owner, calls.place(), all);
    SortedSet<String> unreachable = new TreeSet<>();
    Optional<List<Trigger>> triggers =
        survey.look("Eventarc", "triggers", () -> calls.triggers(unreachable));
    triggers.orElse(List.of()).forEach(all::put);
    survey.reached(unreachable, wanted);
    Optional<List<Job>> jobs = survey.look("Cloud Scheduler", "jobs", calls::jobs);
    jobs.orElse(List.of()).forEach(survey::put);
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        if (all.find(trigger).isEmpty()) {
          survey.ask(trigger, calls);
        }
        survey.carrier(trigger, calls);
      } else if (each instanceof ScheduledJob scheduled && jobs.isEmpty()) {
        calls.job(scheduled.job().getName()).ifPresent(survey::put);
      }
    }
    return survey;
  }

  /** Refuses a list that lacks what counts, and tells of all else that it lacks. */
  private void reached(SortedSet<String> unreachable, Collection<Subscription> wanted)
      throws PartialList {
    SortedSet<String> counts = new TreeSet<>(Set.of(place.region()));
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        counts.add(trigger.location());
      }
    }
    counts.retainAll(unreachable);
    PartialList.check("triggers", counts);
    if (!unreachable.isEmpty()) {
      notes.add(
          "Google listed triggers without those of "
              + String.join(", ", unreachable)
              + ": old ones there are not deleted");
    }
  }

  /**
   * Asks for one that was not listed: it may be that triggers may not be listed, and it may be that
   * its place has none.
   */
  private void ask(EventTrigger wanted, EventCalls calls) throws Exception {
    try {
      triggers.put(calls.existing(wanted.trigger().getName()));
    } catch (Exception e) {
      GoogleError error = GoogleError.of(e).orElseThrow(() -> e);
      boolean told = error.message().contains("/triggers/");
      if (!told && unknownPlace(error, wanted.location())) {
        elsewhere.add("Eventarc in " + wanted.location());
      } else if (!Found.absent(error) && !Found.disabled(error)) {
        throw e;
      }
    }
  }

  private void put(Job job) {
    jobs.put(Place.last(job.getName()), job);
  }

  private void carrier(EventTrigger wanted, EventCalls calls) throws Exception {
    Optional<String> name = trigger(wanted).filter(this::owns).flatMap(Carrier::name);
    if (name.isPresent()) {
      try {
        carriers.put(wanted.id(), new Carrier(calls.subscription(name.get())));
      } catch (Exception e) {
        if (GoogleError.of(e).filter(Found::unseen).isEmpty()) {
          throw e;
        }
        notes.add("not looked at, since you may not: the subscription of trigger " + wanted.id());
      }
    }
  }

  /** What there is; empty if it may not be listed. */
  private <T> Optional<List<T>> look(String product, String what, Callable<List<T>> call)
      throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      GoogleError error = GoogleError.of(e).orElseThrow(() -> e);
      if (unknownPlace(error, place.region())) {
        elsewhere.add(product + " in " + place.region());
      } else if (Found.forbidden(error)) {
        notes.add("you may not list " + product + "'s " + what + ": old ones are not deleted");
        return Optional.empty();
      } else if (!Found.disabled(error)) {
        throw e;
      }
      return Optional.of(List.of());
    }
  }

  /**
   * Whether a location is none of theirs: "Location 'x' is not a valid location", or "Permission
   * denied on 'locations/x' (or it may not exist)".
   */
  private static boolean unknownPlace(GoogleError error, String location) {
    String said = error.message().toLowerCase(Locale.ROOT);
    return !Found.disabled(error)
        && said.contains("location")
        && said.contains(location)
        && (Found.absent(error)
            || said.contains("not a valid location")
            || said.contains("may not exist"));
  }

  /** Whether a location has none of a product's things. */
  boolean lacks(String product, String location) {
    return elsewhere.contains(product + " in " + location);
  }

  /** Triggers of the same name in other places, whosever they are. */
  List<Trigger> elsewhere(EventTrigger wanted) {
    return triggers.elsewhere(wanted);
  }

  Place place() {
    return place;
  }

  boolean owns(Trigger live) {
    return Ownership.owns(owner, live.getLabelsMap());
  }

  boolean owns(Job live) {
    return Mark.parse(live.getDescription()).filter(mark -> mark.of(owner, place)).isPresent();
  }

  Optional<Trigger> trigger(EventTrigger wanted) {
    return triggers.find(wanted);
  }

  /** What Pub/Sub has for a trigger that is ours; empty if that is not known. */
  Optional<Carrier> carrier(EventTrigger wanted) {
    return Optional.ofNullable(carriers.get(wanted.id()));
  }

  Optional<Job> job(ScheduledJob wanted) {
    return Optional.ofNullable(jobs.get(wanted.id()));
  }

  /** Ours, of one function. */
  List<Trigger> triggers(String function) {
    return triggers.here().stream()
        .filter(this::owns)
        .filter(each -> triggers.function(each).equals(function))
        .toList();
  }

  /** Ours, of one function. */
  List<Job> jobs(String function) {
    return jobs.values().stream()
        .filter(this::owns)
        .filter(each -> Mark.parse(each.getDescription()).orElseThrow().function().equals(function))
        .toList();
  }

  /** The functions that have any. */
  public SortedSet<String> functions() {
    SortedSet<String> functions = new TreeSet<>();
    triggers.here().stream()
        .filter(this::owns)
        .map(triggers::function)
        .filter(function -> !function.isEmpty())
        .forEach(functions::add);
    jobs.values().stream()
        .filter(this::owns)
        .forEach(each -> functions.add(Mark.parse(each.getDescription()).orElseThrow().function()));
    return functions;
  }

  /** What a person should know: what is not ours to change, or cannot be seen. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    for (Trigger each : triggers.here()) {
      if (owns(each)) {
        for (StateCondition condition : each.getConditionsMap().values()) {
          if (condition.getCode() != Code.OK) {
            all.add(
                "trigger "
                    + Place.last(each.getName())
                    + " does not work: "
                    + condition.getMessage());
          }
        }
      }
    }
    for (Job each : jobs.values()) {
      if (owns(each) && each.getState() == Job.State.PAUSED) {
        String id = Place.last(each.getName());
        all.add(
            "job %s is paused, and stays so: 'gcloud scheduler jobs resume %s --location %s'"
                .formatted(id, id, place.region()));
      } else if (owns(each) && each.getState() == Job.State.DISABLED) {
        all.add(
            "job "
                + Place.last(each.getName())
                + " is disabled by Google: "
                + each.getStatus().getMessage());
      }
    }
    return all;
  }
}
