package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a function's role must be allowed until a deployment is through: what is taken from a queue,
 * a stream or Kafka until the end must be taken off it then, and what serves until then sends its
 * dead letters to where it always did.
 */
record Interim(Place place, AwsCalls calls) {
  List<JsonNode> statements(Wanted wanted, Seen all) {
    Set<JsonNode> old = new LinkedHashSet<>();
    all.events().queue().stale().forEach(mapping -> old.add(Policies.takes(mapping.source())));
    for (SeenMapping mapping : all.events().table().stale()) {
      mapping.table().map(Policies::reads).ifPresent(old::add);
      kept(mapping).ifPresent(arn -> old.add(Policies.sends(arn)));
    }
    for (SeenMapping mapping : all.events().kafka().stale()) {
      mapping.topic().map(topic -> topic.statements(place)).ifPresent(old::addAll);
    }
    all.events()
        .table()
        .wanted()
        .filter(mapping -> EventMark.of(all.tags()).contains(EventMark.TABLE_DEAD_LETTER))
        .flatMap(this::kept)
        .map(Policies::sends)
        .ifPresent(old::add);
    used(all, old);
    sentTo(wanted, all).ifPresent(arn -> old.add(Policies.sends(arn)));
    wanted.permissions().path("Statement").forEach(old::remove);
    return List.copyOf(old);
  }

  /**
   * What serves may call what it was told of, and Lambda log in to Kafka as it does, as far as the
   * role lets them now.
   */
  private void used(Seen all, Set<JsonNode> old) {
    Set<JsonNode> rights = new LinkedHashSet<>();
    all.function().ifPresent(function -> rights.addAll(function.uses(place).statements(place)));
    all.events()
        .kafka()
        .wanted()
        .forEach(one -> one.topic().map(on -> on.statements(place)).ifPresent(rights::addAll));
    all.role()
        .flatMap(SeenRole::permissions)
        .ifPresent(held -> held.path("Statement").forEach(one -> addIf(rights, one, old)));
  }

  private static void addIf(Set<JsonNode> rights, JsonNode statement, Set<JsonNode> old) {
    if (rights.contains(statement)) {
      old.add(statement);
    }
  }

  /** The queue that a mapping of ours sends records to of what is given up. */
  private Optional<String> kept(SeenMapping mapping) {
    return Optional.of(mapping.bounds().onFailure())
        .filter(arn -> mapping.ours() && arn.startsWith(place.queueArn("")));
  }

  /** The queue of before, where it is another one. */
  private Optional<String> sentTo(Wanted wanted, Seen all) {
    return all.function()
        .flatMap(SeenFunction::deadLetter)
        .flatMap(QueueName::parse)
        .filter(queue -> queue.in(place))
        .map(queue -> place.queueArn(queue.name()))
        .filter(
            arn -> wanted.events().deadLetter().filter(asked -> asked.arn().equals(arn)).isEmpty());
  }

  /**
   * Takes off what nothing needs any more.
   *
   * @param ended the steps that end the need
   */
  void end(StepList list, Wanted wanted, Seen all, List<String> ended) {
    if (!wanted.ownRole() || statements(wanted, all).isEmpty()) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "queues:" + wanted.physicalName());
    String role = place.role(wanted.physicalName());
    String text = wanted.permissions().toString();
    Step.Action put = run -> calls.iam().putPolicy(role, Policies.INLINE, text);
    String why =
        all.events().queue().stale().isEmpty()
                && all.events().table().stale().isEmpty()
                && all.events().kafka().stale().isEmpty()
            ? unused(wanted, all)
            : MappingSteps.GONE;
    lane.add(SWEEP, UPDATE, "policy-stale", "policy of role " + role, why, ended, put);
  }

  private String unused(Wanted wanted, Seen all) {
    if (sentTo(wanted, all).isPresent()) {
      return "the function sends no dead letters there any more";
    }
    List<JsonNode> kept = wanted.uses().statements(place);
    return all.function()
            .filter(one -> !kept.containsAll(one.uses(place).statements(place)))
            .isPresent()
        ? "the function calls something else now"
        : "Lambda logs in to Kafka otherwise now";
  }
}
