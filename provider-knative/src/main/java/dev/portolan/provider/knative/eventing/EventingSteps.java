package dev.portolan.provider.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.Conditions;
import dev.portolan.provider.knative.cluster.Differences;
import dev.portolan.provider.knative.cluster.KubeJson;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The steps that bring functions their events: what is missing is made once the function serves,
 * what has changed is changed in place, and what is no longer asked for goes last.
 */
public final class EventingSteps {
  private final StepList list;
  private final EventingSurvey survey;
  private final EventingDeeds deeds;

  public EventingSteps(StepList list, EventingSurvey survey, EventingDeeds deeds) {
    this.list = list;
    this.survey = survey;
    this.deeds = deeds;
  }

  /**
   * Refuses what the cluster cannot do, and finds the brokers that are missing.
   *
   * @param all what all functions of the project ask for
   * @param absent brokers that functions send to and that are not there
   * @param create whether a missing broker may be made
   */
  public static List<String> brokers(
      List<Subscription> all,
      SortedSet<String> absent,
      EventingSurvey survey,
      EventingDeeds deeds,
      boolean create)
      throws Exception {
    survey.require(all);
    SortedSet<String> missing =
        new TreeSet<>(
            deeds.missing(
                changed(all, survey).stream()
                    .flatMap(each -> each.brokers().stream())
                    .distinct()
                    .toList()));
    missing.addAll(absent);
    if (missing.isEmpty() || create) {
      return List.copyOf(missing);
    }
    throw DeployException.of(
        DeployException.Kind.NOT_FOUND,
        "the namespace has no broker " + String.join(", nor ", missing),
        "run 'kn broker create NAME', or set portolan.knative.createBrokers=true");
  }

  /** Those that are not as they shall be. */
  public static List<Subscription> changed(List<Subscription> all, EventingSurvey survey) {
    return all.stream().filter(each -> reason(each, survey.of(each)).isPresent()).toList();
  }

  /** Makes and mends what a function shall have. */
  public void add(List<Subscription> wanted) {
    for (Subscription each : wanted) {
      Optional<GenericKubernetesResource> live = survey.of(each);
      reason(each, live).ifPresent(why -> apply(each, live, why));
    }
  }

  private void apply(Subscription each, Optional<GenericKubernetesResource> live, String why) {
    StepList.Lane lane = list.lane(Optional.of(each.function()), "ksvc:" + each.service());
    lane.add(
        Phase.SETTLE,
        live.isPresent() ? Change.UPDATE : Change.CREATE,
        id(each.kind(), each.name()),
        each.told(),
        why,
        after(each, lane),
        run -> deeds.apply(run, each, survey.version(each.kind())));
  }

  private static List<String> after(Subscription each, StepList.Lane lane) {
    List<String> after = new ArrayList<>(List.of(lane.id("service"), lane.id("traffic")));
    each.brokers().forEach(broker -> after.add(brokerId(broker)));
    return after;
  }

  /** Makes a broker. */
  public void broker(String name) {
    list.lane(Optional.empty(), "broker:" + name)
        .add(
            Phase.STAGE,
            Change.CREATE,
            brokerId(name),
            "broker " + name,
            "there is none, and portolan.knative.createBrokers is true",
            List.of(),
            run -> deeds.createBroker(run, name));
  }

  /** Deletes what a function has and shall not have; gives the steps' ids. */
  public List<String> sweep(List<Subscription> wanted, String function, String why) {
    List<String> ids = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      for (GenericKubernetesResource object : survey.objects(kind)) {
        String name = object.getMetadata().getName();
        boolean stays =
            wanted.stream().anyMatch(each -> each.kind() == kind && each.name().equals(name));
        if (!stays && Ownership.function(object).equals(function)) {
          ids.add(delete(kind, name, wanted, function, why));
        }
      }
    }
    return ids;
  }

  private String delete(
      EventKind kind, String name, List<Subscription> wanted, String function, String why) {
    StepList.Lane lane = list.lane(Optional.of(function), kind.told() + ":" + name);
    List<String> after = new ArrayList<>(List.of(lane.id("traffic")));
    wanted.forEach(each -> after.add(lane.id(id(each.kind(), each.name()))));
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        id(kind, name),
        kind.told() + " " + name,
        why,
        after,
        run -> deeds.delete(run, kind.in(survey.version(kind)), name));
    return lane.id(id(kind, name));
  }

  /** Why an object has to be applied, or at least waited for; empty if it is as it shall be. */
  private static Optional<String> reason(
      Subscription wanted, Optional<GenericKubernetesResource> live) {
    if (live.isEmpty()) {
      return Optional.of("there is none");
    }
    if (live.get().getMetadata().getDeletionTimestamp() != null) {
      return Optional.of("it is being deleted");
    }
    List<String> differences = differences(wanted, live.get());
    if (!differences.isEmpty()) {
      boolean ours = !wanted.configuration().equals(configuration(live.get()));
      return Optional.of((ours ? "" : "drift: ") + String.join("; ", differences));
    }
    return Conditions.of(live.get()).isTrue(Conditions.READY)
        ? Optional.empty()
        : Optional.of("it is not ready");
  }

  private static String configuration(GenericKubernetesResource object) {
    return Ownership.annotation(object, Ownership.CONFIGURATION).orElse("");
  }

  static List<String> differences(Subscription wanted, GenericKubernetesResource live) {
    JsonNode there = KubeJson.SHARED.convertValue(live, JsonNode.class);
    JsonNode metadata = there.path("metadata");
    List<String> differences = new ArrayList<>();
    differences.addAll(Differences.of("spec", wanted.spec(), there.path("spec")));
    differences.addAll(Differences.of("labels", tree(wanted.labels()), metadata.path("labels")));
    if (differences.isEmpty()) {
      differences.addAll(
          Differences.of("annotations", tree(wanted.annotations()), metadata.path("annotations")));
    }
    return differences;
  }

  private static JsonNode tree(Object value) {
    return KubeJson.SHARED.convertValue(value, JsonNode.class);
  }

  private static String id(EventKind kind, String name) {
    return kind.told() + "-" + name;
  }

  private static String brokerId(String broker) {
    return "broker-" + broker;
  }
}
