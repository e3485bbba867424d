package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.Subscription;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.identity.IdentityDeeds;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets Pub/Sub's own account forward what fails too often, and ends it: it must be publisher at the
 * topic, and subscriber at the subscription, which it takes the message from.
 *
 * <p>The trigger's label remembers that this is to end, and the subscription to which topic: both
 * are told before that account is given anything there, and the account has nothing left there
 * before they forget it. With the last subscription of the project that forwards to a topic goes
 * the account's right at that topic, whoever gave it: nothing else needs it.
 *
 * @param staying topics, in full, that this run has subscriptions forward to, each with the names
 *     of those subscriptions' triggers
 * @see <a
 *     href="https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions">
 *     both roles</a>
 */
public record Forwarding(
    EventCalls calls,
    SourceCalls sources,
    IdentityDeeds policies,
    Map<String, ? extends Set<String>> staying) {

  /** The e-mail of Pub/Sub's account for a project of this number. */
  static String agent(String number) {
    return "service-" + number + "@gcp-sa-pubsub.iam.gserviceaccount.com";
  }

  /** Gives the account what it needs for a trigger's subscription. */
  void begin(Trigger live, String topic) throws Exception {
    String agent = agent();
    policies.give(agent, Right.parse(topic));
    policies.give(agent, Right.parse(Carrier.name(live).orElseThrow()));
  }

  private String agent() throws Exception {
    return sources
        .projectNumber()
        .map(Forwarding::agent)
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.PERMISSION_DENIED,
                    "Google does not tell the number of project %s, by which the account is called that forwards dead letters"
                        .formatted(calls.place().project()),
                    "enable cloudresourcemanager.googleapis.com, have roles/browser, and run it"
                        + " again"));
  }

  /**
   * Takes that away, and has the subscription forward no more; nothing, if the trigger does not say
   * that we had it do so. Where somebody has removed the policy, or the topic, the right at the
   * subscription goes all the same.
   *
   * @param off whether the subscription stays, and shall not forward elsewhere either
   */
  void end(Trigger live, boolean off) throws Exception {
    Optional<String> name = Carrier.name(live);
    Optional<Subscription> carrier =
        EventTrigger.forwards(live) && name.isPresent()
            ? calls.subscription(name.get())
            : Optional.empty();
    if (carrier.isEmpty()) {
      return;
    }
    Optional<String> topic = carrier.flatMap(Forward::of).map(Forward::topic);
    if (topic.isPresent() && !stays(topic.get(), live) && !others(topic.get(), name.get())) {
      policies.take(agent(), Right.parse(topic.get()));
    }
    if (off) {
      policies.take(agent(), Right.parse(name.get()));
    }
    if (carrier.get().getDeadLetterPolicy() != null) {
      calls.forwardNoMore(name.get());
    }
  }

  private boolean stays(String topic, Trigger but) {
    Set<String> triggers = staying.get(topic);
    return triggers != null && triggers.stream().anyMatch(each -> !each.equals(but.getName()));
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
