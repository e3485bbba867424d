package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The events that shall call a function. */
record WantedEvents(
    Optional<WantedSchedule> schedule,
    Optional<WantedTopic> topic,
    Optional<WantedRule> rule,
    Optional<WantedQueue> queue,
    List<WantedObjects> objects,
    Optional<WantedTable> table,
    List<WantedKafka> kafka,
    Optional<WantedDeadLetter> deadLetter) {
  static WantedEvents of(Place place, FunctionSpec spec, FunctionSettings own, Settings run) {
    Names names = Names.of(run);
    Optional<WantedDeadLetter> deadLetter = WantedDeadLetter.of(place, spec, names);
    return new WantedEvents(
        WantedSchedule.of(place, spec, own),
        WantedTopic.of(place, spec, names),
        WantedRule.of(place, spec, names),
        WantedQueue.of(place, spec, names),
        WantedObjects.of(place, spec, names),
        WantedTable.of(place, spec, names, deadLetter),
        WantedKafka.of(place, spec, run),
        deadLetter);
  }

  static WantedEvents none() {
    return new WantedEvents(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  boolean isEmpty() {
    return schedule.isEmpty()
        && topic.isEmpty()
        && rule.isEmpty()
        && queue.isEmpty()
        && objects.isEmpty()
        && table.isEmpty()
        && kafka.isEmpty();
  }

  /** What the function's role must be allowed for them. */
  List<JsonNode> statements() {
    Stream<JsonNode> one =
        Stream.of(
                queue.map(WantedQueue::statement),
                table.map(WantedTable::statement),
                deadLetter.map(WantedDeadLetter::statement))
            .flatMap(Optional::stream);
    return Stream.concat(one, kafka.stream().flatMap(topic -> topic.statements().stream()))
        .toList();
  }

  /** What of it must be remembered on the function, since nothing else that is read tells it. */
  SortedSet<String> kinds() {
    SortedSet<String> kinds = new TreeSet<>();
    schedule.ifPresent(asked -> kinds.add(EventMark.SCHEDULE));
    schedule.filter(WantedSchedule::ownRole).ifPresent(asked -> kinds.add(EventMark.SCHEDULE_ROLE));
    queue.ifPresent(asked -> kinds.add(EventMark.QUEUE));
    table.ifPresent(asked -> kinds.add(EventMark.TABLE));
    if (!kafka.isEmpty()) {
      kinds.add(EventMark.KAFKA);
    }
    table
        .flatMap(WantedTable::onFailure)
        .ifPresent(asked -> kinds.add(EventMark.TABLE_DEAD_LETTER));
    deadLetter
        .filter(WantedDeadLetter::destination)
        .ifPresent(asked -> kinds.add(EventMark.DEAD_LETTER));
    return kinds;
  }
}
