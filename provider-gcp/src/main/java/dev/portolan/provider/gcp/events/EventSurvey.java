package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.StateCondition;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import com.google.rpc.Code;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.access.Obstacles;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.Address;
import dev.portolan.provider.gcp.identity.Mark;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What a project has in a location that brings functions their events, whosever it is. */
public final class EventSurvey {
  private final Owner owner;
  private final Place place;
  private final SortedMap<String, Trigger> triggers = new TreeMap<>();
  private final SortedMap<String, Job> jobs = new TreeMap<>();
  private final Map<String, Carrier> carriers = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final SortedSet<String> elsewhere = new TreeSet<>();

  private EventSurvey(Owner owner, Place place) {
    this.owner = owner;
    this.place = place;
  }

  /**
   * Reads both kinds; of an API that the project does not use there is nothing. Where they may not
   * be listed, what is wanted is asked for by its name.
   */
  public static EventSurvey of(Owner owner, EventCalls calls, Collection<Subscription> wanted)
      throws Exception {
    EventSurvey survey = new EventSurvey(owner, calls.place());
    Optional<List<Trigger>> triggers = survey.look("Eventarc", "triggers", calls::triggers);
    triggers.orElse(List.of()).forEach(survey::put);
    Optional<List<Job>> jobs = survey.look("Cloud Scheduler", "jobs", calls::jobs);
    jobs.orElse(List.of()).forEach(survey::put);
    for (Subscription each : wanted) {
      if (each instanceof TopicTrigger topic) {
        if (triggers.isEmpty()) {
          calls.trigger(topic.trigger().getName()).ifPresent(survey::put);
        }
        survey.carrier(topic, calls);
      } else if (each instanceof ScheduledJob scheduled && jobs.isEmpty()) {
        calls.job(scheduled.job().getName()).ifPresent(survey::put);
      }
    }
    return survey;
  }

  private void put(Trigger trigger) {
    triggers.put(Place.last(trigger.getName()), trigger);
  }

  private void put(Job job) {
    jobs.put(Place.last(job.getName()), job);
  }

  private void carrier(TopicTrigger wanted, EventCalls calls) throws Exception {
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
      if (unknownPlace(error)) {
        elsewhere.add(product);
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
  private boolean unknownPlace(GoogleError error) {
    String said = error.message().toLowerCase(Locale.ROOT);
    return !Found.disabled(error)
        && said.contains("location")
        && said.contains(place.region())
        && (Found.absent(error)
            || said.contains("not a valid location")
            || said.contains("may not exist"));
  }

  /** Tells of strangers, and of what the location does not have. */
  public void check(Collection<Subscription> wanted, Obstacles obstacles) {
    for (Subscription each : wanted) {
      if (each instanceof TopicTrigger topic) {
        offered("Eventarc", "eventarc", each, obstacles);
        trigger(topic)
            .filter(live -> !owns(live))
            .ifPresent(live -> stranger(live, each.function(), obstacles));
      } else if (each instanceof ScheduledJob scheduled) {
        offered("Cloud Scheduler", "scheduler", each, obstacles);
        account(scheduled, obstacles);
        job(scheduled)
            .filter(live -> !owns(live))
            .ifPresent(live -> stranger(live, each.function(), obstacles));
      }
    }
  }

  /** "The service account must be within the same project as the job." */
  private void account(ScheduledJob wanted, Obstacles obstacles) {
    String email = wanted.job().getHttpTarget().getOidcToken().getServiceAccountEmail();
    if (Address.project(email).filter(project -> !project.equals(place.project())).isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          wanted.function() + ": " + wanted.told(),
          "Cloud Scheduler calls as accounts of project " + place.project() + ", not as " + email,
          "name an account of this project as portolan.gcp.serviceAccount, or none");
    }
  }

  private void offered(String product, String command, Subscription wanted, Obstacles obstacles) {
    if (elsewhere.contains(product)) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          wanted.function() + ": " + wanted.told(),
          product + " is not in " + place.region(),
          "deploy to a region of those that 'gcloud " + command + " locations list' tells");
    }
  }

  void stranger(Trigger live, String function, Obstacles obstacles) {
    String id = Place.last(live.getName());
    obstacles.stranger(
        "trigger "
            + id
            + (live.containsLabels(Ownership.OWNER)
                ? " has another's label " + Ownership.OWNER
                : " has no label " + Ownership.OWNER),
        "gcloud eventarc triggers update %s --location %s --update-labels %s=%s,%s=%s"
            .formatted(
                id,
                place.region(),
                Ownership.OWNER,
                Ownership.digest(owner),
                Ownership.FUNCTION,
                function));
  }

  void stranger(Job live, String function, Obstacles obstacles) {
    String id = Place.last(live.getName());
    obstacles.stranger(
        "job "
            + id
            + Mark.parse(live.getDescription())
                .map(mark -> " belongs to " + mark.owner())
                .orElse(" does not say that we made it"),
        "gcloud scheduler jobs update http %s --location %s --description '%s'"
            .formatted(id, place.region(), Mark.of(owner, function, place).text()));
  }

  boolean owns(Trigger live) {
    return Ownership.owns(owner, live.getLabelsMap());
  }

  boolean owns(Job live) {
    return Mark.parse(live.getDescription()).filter(mark -> mark.of(owner, place)).isPresent();
  }

  Optional<Trigger> trigger(TopicTrigger wanted) {
    return Optional.ofNullable(triggers.get(wanted.id()));
  }

  /** What Pub/Sub has for a trigger that is ours; empty if that is not known. */
  Optional<Carrier> carrier(TopicTrigger wanted) {
    return Optional.ofNullable(carriers.get(wanted.id()));
  }

  Optional<Job> job(ScheduledJob wanted) {
    return Optional.ofNullable(jobs.get(wanted.id()));
  }

  /** Ours, of one function. */
  List<Trigger> triggers(String function) {
    return triggers.values().stream()
        .filter(this::owns)
        .filter(each -> Ownership.function(each.getLabelsMap()).equals(function))
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
    triggers.values().stream()
        .filter(this::owns)
        .map(each -> Ownership.function(each.getLabelsMap()))
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
    for (Trigger each : triggers.values()) {
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
