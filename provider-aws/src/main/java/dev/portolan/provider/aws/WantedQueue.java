package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The queue that a function takes from, and how it shall.
 *
 * @param here whether it is one of this account and region
 * @param endpoint the ARN that Lambda calls with its messages
 * @param batch how many are brought together at most
 * @param timeout how long the function may take, in seconds
 */
record WantedQueue(String name, String arn, boolean here, String endpoint, int batch, int timeout) {
  /** More would need a window of time to wait for, and a FIFO queue brings no more. */
  private static final int MOST = 10;

  /**
   * How many of the function's timeouts AWS asks that a queue hides a message for, at least.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Configuring
   *     a queue</a>
   */
  private static final int TIMEOUTS = 6;

  private static final int LEAST_VISIBILITY = 30;

  static Optional<WantedQueue> of(Place place, FunctionSpec spec, Names names) {
    return spec.triggers(Trigger.Queue.class)
        .findFirst()
        .flatMap(
            asked ->
                QueueName.parse(names.of(asked.queue()))
                    .map(
                        queue ->
                            new WantedQueue(
                                queue.name(),
                                place.queueArn(queue.name()),
                                queue.in(place),
                                place.liveArn(place.function(spec.name())),
                                Math.max(1, Math.min(MOST, asked.batch())),
                                (int) spec.sizing().timeout().toSeconds())));
  }

  /** For how long a queue of ours hides a message that is being handled, in seconds. */
  int visibility() {
    return Math.max(LEAST_VISIBILITY, TIMEOUTS * timeout);
  }

  /** As the slowest of those that take from it asks for it: a queue hides for all of them alike. */
  WantedQueue slowest(List<Wanted> all) {
    return all.stream()
        .flatMap(wanted -> wanted.events().queue().stream())
        .filter(other -> other.arn().equals(arn))
        .max(Comparator.comparingInt(WantedQueue::timeout))
        .orElse(this);
  }

  /** What the function's role must be allowed: no more than Lambda takes messages with. */
  JsonNode statement() {
    return Policies.takes(arn);
  }

  WantedMapping mapping() {
    return new WantedMapping(arn, endpoint, batch, Optional.empty(), false, Optional.empty());
  }
}
