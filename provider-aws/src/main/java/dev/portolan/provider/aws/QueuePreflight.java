package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Refuses, while planning, what Lambda would refuse of queues once all else is made. */
record QueuePreflight(Map<String, Seen> seen, AwsSettings settings, Obstacles obstacles) {
  void check(List<Wanted> all) {
    List<String> missing = new ArrayList<>();
    for (Wanted wanted : all) {
      SeenEvents events = seen.get(wanted.name()).events();
      Optional<WantedQueue> queue = wanted.events().queue();
      if (queue.isPresent() && reachable(queue.get().name(), queue.get().here(), "take from")) {
        events.queue().queue().ifPresent(held -> patient(wanted, queue.get(), held));
        if (events.queue().queue().isEmpty()) {
          missing.add(queue.get().name());
        }
      }
      Optional<WantedDeadLetter> dead = wanted.events().deadLetter();
      if (dead.isPresent()
          && reachable(dead.get().name(), dead.get().here(), "keep dead letters in")
          && !events.deadLetter().queue()) {
        missing.add(dead.get().name());
      }
      Set<String> there = seen.get(wanted.name()).uses().queues();
      wanted.uses().queues().stream()
          .filter(used -> reachable(used.name(), used.here(), "send to"))
          .map(WantedUses.UsedQueue::name)
          .filter(name -> !there.contains(name))
          .forEach(missing::add);
    }
    if (!missing.isEmpty() && !settings.createQueues()) {
      String first = missing.get(0);
      String fifo = first.endsWith(QueueName.FIFO) ? " --attributes FifoQueue=true" : "";
      obstacles.add(
          DeployException.of(
              DeployException.Kind.NOT_FOUND,
              "there is no queue " + String.join(", ", new TreeSet<>(missing)) + " here",
              "run 'aws sqs create-queue --queue-name "
                  + first
                  + fifo
                  + "', or set portolan.aws.createQueues=true"));
    }
  }

  private boolean reachable(String queue, boolean here, String deed) {
    if (!here) {
      obstacles.add(
          DeployException.of(
              DeployException.Kind.INVALID_CONFIGURATION,
              "the queue " + queue + " is in another account or region",
              "deploy to where it is, or " + deed + " one that is here"));
    }
    return here;
  }

  /**
   * "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Configuring
   *     a queue</a>
   */
  private void patient(Wanted wanted, WantedQueue queue, SeenQueue.Queue held) {
    if (held.visibility() < queue.timeout()) {
      obstacles.add(
          DeployException.of(
              DeployException.Kind.INVALID_CONFIGURATION,
              "function "
                  + wanted.name()
                  + " may take "
                  + queue.timeout()
                  + " s for what queue "
                  + queue.name()
                  + " brings, and the queue brings it again after "
                  + held.visibility()
                  + " s: Lambda refuses that",
              "run 'aws sqs set-queue-attributes --queue-url "
                  + held.url()
                  + " --attributes VisibilityTimeout="
                  + queue.visibility()
                  + "', or lower the function's timeout"));
    }
  }
}
