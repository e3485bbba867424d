package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that have a topic call a function's live alias, and those that end it. The permission
 * is there before the subscription and goes after it, so it tells which topics to look at.
 */
record TopicSteps(Place place, AwsCalls calls, PermissionDeeds access) {
  private static final String GONE = "the function takes nothing from it any more";

  /** A missing topic. */
  void stage(StepList list, Wanted wanted, Seen all) {
    Optional<WantedTopic> topic = wanted.events().topic();
    if (topic.isEmpty() || seen(topic.get(), all).filter(SeenTopic::exists).isPresent()) {
      return;
    }
    String name = topic.get().name();
    Step.Action create = run -> calls.topics().create(name, Ownership.tags(place.owner()));
    Commons.make(list, "topic", name, step(name), "createTopics", create);
  }

  private static String step(String topic) {
    return "topic-" + topic;
  }

  private static Optional<SeenTopic> seen(WantedTopic wanted, Seen all) {
    return all.events().topics().stream()
        .filter(topic -> topic.arn().equals(wanted.arn()))
        .findFirst();
  }

  void settle(StepList list, Wanted wanted, Seen all) {
    if (wanted.events().topic().isEmpty()) {
      return;
    }
    WantedTopic topic = wanted.events().topic().get();
    Optional<SeenTopic> seen = seen(topic, all);
    Permission permission = Permission.topic(topic.arn());
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
    if (seen.flatMap(SeenTopic::statement).filter(permission.id()::equals).isEmpty()) {
      Step.Action permit = run -> access.permit(run, wanted, permission);
      String resource = "permission to call function " + wanted.physicalName();
      String why = "topic " + topic.name() + " may not call it yet";
      List<String> after = List.of(own.id("alias"));
      own.add(SETTLE, CREATE, "permission topic", resource, why, after, permit);
    }
    StepList.Lane lane = lane(list, wanted.name(), wanted.physicalName());
    String resource = "subscription of function " + wanted.physicalName() + " to " + topic.name();
    Optional<SeenTopic.Subscription> live = seen.flatMap(SeenTopic::subscription);
    List<String> after = List.of(step(topic.name()), own.id("permission topic"), own.id("alias"));
    if (live.isEmpty()) {
      Step.Action create = run -> subscribe(run, topic);
      lane.add(SETTLE, CREATE, "subscription", resource, "there is none yet", after, create);
    } else if (!topic.filtersAs(live.get().filter())
        || topic.filter().isPresent() && !live.get().byAttributes()) {
      Step.Action update = run -> filter(live.get(), topic);
      String why = Why.of(wanted, all).of(List.of("it takes other types"));
      lane.add(SETTLE, UPDATE, "subscription", resource, why, after, update);
    }
  }

  private void subscribe(Step.Run run, WantedTopic topic) throws Exception {
    if (run.attempt() > 1) {
      Optional<String> found =
          calls.topics().subscriptions(topic.arn(), topic.endpoint()).stream()
              .flatMap(List::stream)
              .findFirst();
      if (found.isPresent()) {
        Optional<SeenTopic.Subscription> live = calls.topics().subscription(found.get());
        if (live.isPresent() && !topic.filtersAs(live.get().filter())) {
          filter(live.get(), topic);
        }
        return;
      }
    }
    calls.topics().subscribe(topic);
  }

  private void filter(SeenTopic.Subscription live, WantedTopic topic) throws Exception {
    if (!live.byAttributes()) {
      calls.topics().set(live.arn(), TopicCalls.FILTER, "{}");
      calls.topics().set(live.arn(), TopicCalls.SCOPE, TopicCalls.BY_ATTRIBUTES);
    }
    calls.topics().set(live.arn(), TopicCalls.FILTER, topic.filter().orElse("{}"));
  }

  void sweep(StepList list, Wanted wanted, Seen all) {
    Optional<String> kept = wanted.events().topic().map(WantedTopic::arn);
    String name = wanted.physicalName();
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + name);
    for (SeenTopic topic : all.events().topics()) {
      if (kept.filter(topic.arn()::equals).isPresent()) {
        continue;
      }
      List<String> after = new ArrayList<>(List.of(own.id("subscription")));
      topic
          .subscription()
          .ifPresent(live -> after.add(end(list, wanted.name(), name, live.arn(), GONE)));
      topic.statement().ifPresent(id -> access.forbid(own, name, id, after));
    }
  }

  /** Ends a subscription; returns the id of the step. */
  String end(StepList list, String function, String name, String subscription, String why) {
    StepList.Lane lane = lane(list, function, name);
    String local = "stale subscription " + subscription;
    Step.Action delete = run -> calls.topics().unsubscribe(subscription);
    List<String> after = List.of(lane.id("subscription"));
    lane.add(SWEEP, DELETE, local, "subscription " + subscription, why, after, delete);
    return lane.id(local);
  }

  private static StepList.Lane lane(StepList list, String function, String physicalName) {
    return list.lane(Optional.of(function), "topics:" + physicalName);
  }
}
