package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.Subscription;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.identity.IdentityDeeds;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets Pub/Sub's own account forward what fails too often, and ends it: it must be publisher at the
 * topic, and subscriber at the subscription, which it takes the message from.
 *
 * <p>The subscription itself remembers the topic: it is told before that account is given anything
 * there, and the account has nothing left there before the subscription forgets it. With the last
 * subscription of the project that forwards to a topic goes the account's right at that topic,
 * whoever gave it: nothing else needs it.
 *
 * @param staying topics, in full, that this run has subscriptions forward to
 * @see <a
 *     href="https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions">
 *     both roles</a>
 */
record Forwarding(
    EventCalls calls, SourceCalls sources, IdentityDeeds policies, Set<String> staying) {

  /** The e-mail of Pub/Sub's account for a project of this number. */
  static String agent(String number) {
    return "service-" + number + "@gcp-sa-pubsub.iam.gserviceaccount.com";
  }

  /** Gives the account what it needs for a trigger's subscription. */
  void begin(Trigger live, String topic) throws Exception {
    String agent =
        sources
            .projectNumber()
            .map(Forwarding::agent)
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.PERMISSION_DENIED,
                        "Google does not tell the number of project " + calls.place().project(),
                        "have roles/browser in it"));
    policies.give(agent, Right.parse(topic));
    policies.give(agent, Right.parse(Carrier.name(live).orElseThrow()));
  }

  /**
   * Takes that away, and has the subscription forward no more.
   *
   * @param off whether the subscription stays, and shall not forward elsewhere either
   */
  void end(Trigger live, boolean off) throws Exception {
    Optional<String> name = Carrier.name(live);
    Optional<Subscription> carrier =
        name.isEmpty() ? Optional.empty() : calls.subscription(name.get());
    Optional<Forward> forward = carrier.flatMap(Forward::of);
    if (forward.isEmpty()) {
      return;
    }
    Optional<String> agent = sources.projectNumber().map(Forwarding::agent);
    String topic = forward.get().topic();
    if (agent.isPresent() && !staying.contains(topic) && !others(topic, name.get())) {
      policies.take(agent.get(), Right.parse(topic));
    }
    if (agent.isPresent() && off) {
      policies.take(agent.get(), Right.parse(name.get()));
    }
    calls.forwardNoMore(name.get());
  }

  /** Whether another subscription forwards there, as far as we may know. */
  private boolean others(String topic, String but) throws Exception {
    try {
      List<Subscription> all = calls.subscriptions();
      return all.stream()
          .filter(each -> !each.getName().equals(but))
          .anyMatch(each -> Forward.of(each).filter(f -> f.topic().equals(topic)).isPresent());
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::forbidden).isEmpty()) {
        throw e;
      }
      return true;
    }
  }
}
