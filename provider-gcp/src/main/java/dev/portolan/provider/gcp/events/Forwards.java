package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.identity.PolicyCalls;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * What of the dead letters that functions ask for is there: what Pub/Sub's own account may do, and
 * whether anything takes from their topics. Nothing is read where none asks for any.
 */
public final class Forwards {
  private final SortedSet<String> lacking = new TreeSet<>();
  private final SortedMap<String, SortedSet<String>> topics = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final String project;
  private Optional<String> agent = Optional.empty();

  private Forwards(String project) {
    this.project = project;
  }

  /** Looks at what the wanted ones need. */
  public static Forwards of(
      Collection<Subscription> wanted, EventSurvey survey, SourceCalls calls, PolicyCalls policies)
      throws Exception {
    Forwards all = new Forwards(calls.place().project());
    SortedSet<String> taken = new TreeSet<>();
    List<EventTrigger> forwarding = new ArrayList<>();
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        trigger.topicName().ifPresent(taken::add);
        trigger.delivery().forward().ifPresent(forward -> forwarding.add(trigger));
      }
    }
    for (EventTrigger each : forwarding) {
      all.topics
          .computeIfAbsent(each.delivery().forward().get().topic(), topic -> new TreeSet<>())
          .add(each.trigger().getName());
    }
    if (all.topics.isEmpty()) {
      return all;
    }
    all.agent = calls.projectNumber().map(Forwarding::agent);
    for (String topic : all.topics.keySet()) {
      all.look(topic, policies);
      if (!taken.contains(topic)
          && all.seen("what takes from " + Place.last(topic), () -> calls.hasTaker(topic))
              .filter(has -> !has)
              .isPresent()) {
        all.notes.add(untaken(Place.last(topic), calls.place().project()));
      }
    }
    for (EventTrigger each : forwarding) {
      Optional<String> name = survey.trigger(each).flatMap(Carrier::name);
      if (name.isPresent()) {
        all.look(name.get(), policies);
      }
    }
    return all;
  }

  private static String untaken(String topic, String project) {
    return "nothing takes from topic %s, so dead letters that go there are lost: let a function do"
            .formatted(topic)
        + " so with @Queue, or run 'gcloud pubsub subscriptions create %s --topic %s --project %s'"
            .formatted(topic, topic, project);
  }

  private void look(String thing, PolicyCalls policies) throws Exception {
    if (agent.isPresent()) {
      Right right = Right.parse(thing);
      seen("the " + right.holders(), () -> policies.allows(right, agent.get()))
          .filter(allowed -> !allowed)
          .ifPresent(no -> lacking.add(thing));
    }
  }

  private <T> Optional<T> seen(String what, Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::unseen).isEmpty()) {
        throw e;
      }
      notes.add("not looked at, since you may not: " + what);
      return Optional.empty();
    }
  }

  /** Refuses what cannot be granted to an account that nobody knows the name of. */
  public void check(Obstacles obstacles) {
    if (!topics.isEmpty() && agent.isEmpty()) {
      obstacles.problem(
          Kind.PERMISSION_DENIED,
          "project " + project,
          "its number is not told, which the account that forwards dead letters is called by",
          "enable cloudresourcemanager.googleapis.com, and have roles/browser");
    }
  }

  /** What a person should know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The topics, in full, that subscriptions shall forward to, each with the names of those
   * subscriptions' triggers.
   */
  public SortedMap<String, SortedSet<String>> topics() {
    return topics;
  }

  /** Why forwarding does not work yet from the subscription that a trigger has, or will have. */
  Optional<String> lack(EventTrigger wanted, Optional<Trigger> live) {
    if (wanted.delivery().forward().isEmpty()) {
      return Optional.empty();
    }
    String topic = wanted.delivery().forward().get().topic();
    Optional<String> name = live.flatMap(Carrier::name);
    boolean lacks = lacking.contains(topic) || name.isEmpty() || lacking.contains(name.get());
    return lacks
        ? Optional.of("Pub/Sub may not move what fails to " + Place.last(topic) + " yet")
        : Optional.empty();
  }
}
