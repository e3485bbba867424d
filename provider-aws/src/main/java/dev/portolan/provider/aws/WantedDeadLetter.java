package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Optional;

/**
 * The queue that keeps what a function refuses, and what Lambda gives up on.
 *
 * @param here whether it is one of this account and region
 * @param url where the function sends what it refuses
 * @param destination whether the alias shall have Lambda send there, too: only what it calls
 *     without waiting for the answer has such a destination
 */
record WantedDeadLetter(String name, String arn, boolean here, String url, boolean destination) {
  static Optional<WantedDeadLetter> of(Place place, FunctionSpec spec, Names names) {
    return spec.deadLetter()
        .map(names::of)
        .flatMap(
            given ->
                QueueName.parse(given)
                    .map(
                        queue ->
                            new WantedDeadLetter(
                                queue.name(),
                                place.queueArn(queue.name()),
                                queue.in(place),
                                queue.url(place, given),
                                spec.triggers().stream().anyMatch(WantedDeadLetter::unawaited))));
  }

  /**
   * Whether Lambda is called without waiting for the answer. A queue's mapping waits, and keeps
   * what failed in the queue; Kafka's waits as well, and tries without end.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Asynchronous
   *     invocation</a>
   */
  static boolean unawaited(Trigger trigger) {
    return trigger instanceof Trigger.Schedule
        || trigger instanceof Trigger.Topic
        || trigger instanceof Trigger.ObjectCreated
        || trigger instanceof Trigger.ObjectDeleted;
  }

  /**
   * Whether Lambda gives up on what a trigger brings, some day, and sends a record of it to where
   * it is told: that of a table's stream is told so by its mapping.
   */
  static boolean givenUp(Trigger trigger) {
    return unawaited(trigger) || trigger instanceof Trigger.RecordChanged;
  }

  /** What the function's role must be allowed. */
  JsonNode statement() {
    return Policies.sends(arn);
  }
}
