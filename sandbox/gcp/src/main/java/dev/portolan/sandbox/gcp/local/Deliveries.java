package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.run.v2.Service;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import dev.portolan.sandbox.gcp.eventarc.EventarcState;
import dev.portolan.sandbox.gcp.eventarc.Transports;
import dev.portolan.sandbox.gcp.plane.World;
import dev.portolan.sandbox.gcp.pubsub.DeadLetters;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import dev.portolan.sandbox.gcp.pubsub.Queues;
import dev.portolan.sandbox.gcp.pubsub.Queues.Waiting;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Takes messages of topics to the services that triggers lead to, each until it is taken: at least
 * once, with growing pauses, for a day. An answer is waited for as long as the subscription says:
 * "for push delivery, this value is also used to set the request timeout for the call to the push
 * endpoint".
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/retry-events">retries</a>
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions">
 *     ackDeadlineSeconds</a>
 */
final class Deliveries {
  // "102, 200, 201, 202, 204": cloud.google.com/pubsub/docs/push#receive_push
  private static final Set<Integer> ACKNOWLEDGES = Set.of(102, 200, 201, 202, 204);
  private static final int NO_TOKEN = 401;
  private static final long LEAST_SECONDS = 10;

  private final World world;
  private final Courier courier;
  private final ExecutorService threads;
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  Deliveries(World world, Courier courier, ExecutorService threads) {
    this.world = world;
    this.courier = courier;
    this.threads = threads;
  }

  /** Tries what is due. */
  void due() {
    Instant now = world.time().now();
    for (Waiting each : Queues.waiting(world.state().read())) {
      if (!now.isBefore(each.due()) && underway.add(each.key())) {
        threads.execute(() -> deliver(each));
      }
    }
  }

  private void deliver(Waiting waiting) {
    try {
      // one that was looked at before its last try was over must not be tried twice
      if (!Queues.waiting(world.state().read()).contains(waiting)) {
        return;
      }
      int status = send(waiting);
      Instant now = world.time().now();
      world
          .state()
          .change(
              tree -> {
                if (ACKNOWLEDGES.contains(status)) {
                  Queues.taken(tree, waiting);
                } else if (!DeadLetters.forward(tree, waiting, now)) {
                  Queues.again(tree, waiting, now.plus(pause(tree, waiting)));
                  Queues.expire(tree, waiting, now);
                }
                return tree;
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underway.remove(waiting.key());
    }
  }

  /** "Exponential backoff", between what the subscription's retry policy says. */
  private static Duration pause(ObjectNode tree, Waiting waiting) {
    RetryPolicy policy =
        PubSubState.SUBSCRIPTIONS
            .find(tree, waiting.subscription())
            .map(Subscription::getRetryPolicy)
            .orElse(RetryPolicy.getDefaultInstance());
    long least = Durations.toMillis(policy.getMinimumBackoff());
    long most = Durations.toMillis(policy.getMaximumBackoff());
    return Duration.ofMillis(Math.min(least << Math.min(waiting.attempts(), 10), most));
  }

  private int send(Waiting waiting) throws InterruptedException {
    ObjectNode tree = world.state().read();
    Optional<Trigger> trigger =
        EventarcState.TRIGGERS.list(tree, "projects/").stream()
            .filter(
                each ->
                    each.getTransport()
                        .getPubsub()
                        .getSubscription()
                        .equals(waiting.subscription()))
            .findFirst();
    Optional<Service> service = trigger.flatMap(each -> service(tree, each));
    Duration deadline = deadline(tree, waiting.subscription());
    boolean counted = DeadLetters.policy(tree, waiting.subscription()).isPresent();
    int attempt = counted ? waiting.attempts() + 1 : 0;
    return service.isEmpty()
        ? 0
        : send(waiting, attempt, trigger.get(), service.get().getUri(), deadline);
  }

  /** How long an answer is waited for. */
  static Duration deadline(ObjectNode tree, String subscription) {
    return Duration.ofSeconds(
        PubSubState.SUBSCRIPTIONS
            .find(tree, subscription)
            .map(Subscription::getAckDeadlineSeconds)
            .filter(seconds -> seconds > 0)
            .orElse((int) LEAST_SECONDS));
  }

  private static Optional<Service> service(ObjectNode tree, Trigger trigger) {
    CloudRun run = trigger.getDestination().getCloudRun();
    String id = run.getService().substring(run.getService().lastIndexOf('/') + 1);
    return RunState.SERVICES.find(
        tree, "projects/" + Project.ID + "/locations/" + run.getRegion() + "/services/" + id);
  }

  private int send(Waiting waiting, int attempt, Trigger trigger, String service, Duration deadline)
      throws InterruptedException {
    boolean published = EventarcState.type(trigger).equals(EventarcState.PUBLISHED);
    String topic = trigger.getTransport().getPubsub().getTopic();
    PushedEvent event =
        published
            ? PushedEvent.published(waiting.message(), topic, waiting.subscription(), attempt)
            : PushedEvent.direct(waiting.message());
    Map<String, String> headers = new LinkedHashMap<>(event.headers());
    headers.put(
        "User-Agent", "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google)");
    headers.put("From", "noreply@google.com");
    String account =
        trigger.getServiceAccount().replaceFirst("projects/[^/]+/serviceAccounts/", "");
    if (!account.isEmpty()) {
      if (!world.tokens().serves(account)) {
        return NO_TOKEN;
      }
      headers.put("Authorization", "Bearer " + world.tokens().identity(account, service));
    }
    String path = trigger.getDestination().getCloudRun().getPath().replaceFirst("^/", "");
    String url = service + "/" + path + "?__GCP_CloudEventsMode=" + Transports.mode(trigger);
    return courier.send("POST", url, headers, event.body(), deadline);
  }
}
