package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;

/** Topics and subscriptions: one method a call. */
record TopicCalls(Supplier<SnsClient> client, Ledger ledger) {
  static final String FILTER = "FilterPolicy";
  static final String SCOPE = "FilterPolicyScope";
  static final String BY_ATTRIBUTES = "MessageAttributes";

  /** The ARNs of a topic's subscriptions that call an endpoint; nothing where it is not there. */
  Optional<List<String>> subscriptions(String topic, String endpoint) throws Exception {
    List<String> found = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      Optional<ListSubscriptionsByTopicResponse> page =
          ledger.find(
              () -> client.get().listSubscriptionsByTopic(r -> r.topicArn(topic).nextToken(from)),
              TopicCalls::absent);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      page.get().subscriptions().stream()
          .filter(one -> endpoint.equals(one.endpoint()))
          .map(Subscription::subscriptionArn)
          .forEach(found::add);
      token = page.get().nextToken();
    } while (token != null && !token.isEmpty());
    return Optional.of(found);
  }

  Optional<SeenTopic.Subscription> subscription(String arn) throws Exception {
    return ledger
        .find(
            () -> client.get().getSubscriptionAttributes(r -> r.subscriptionArn(arn)),
            TopicCalls::absent)
        .map(GetSubscriptionAttributesResponse::attributes)
        .map(
            held ->
                new SeenTopic.Subscription(
                    arn,
                    Optional.ofNullable(held.get(FILTER)).filter(text -> !text.equals("{}")),
                    held.getOrDefault(SCOPE, BY_ATTRIBUTES).equals(BY_ATTRIBUTES)));
  }

  /** Makes a topic; one of the same name that is there is found instead. */
  void create(String name, Map<String, String> tags) throws Exception {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    ledger.create(() -> client.get().createTopic(r -> r.name(name).tags(all)));
  }

  void subscribe(WantedTopic wanted) throws Exception {
    Map<String, String> attributes = new TreeMap<>();
    wanted.filter().ifPresent(policy -> attributes.put(FILTER, policy));
    wanted.filter().ifPresent(policy -> attributes.put(SCOPE, BY_ATTRIBUTES));
    ledger.create(
        () ->
            client
                .get()
                .subscribe(
                    r ->
                        r.topicArn(wanted.arn())
                            .protocol("lambda")
                            .endpoint(wanted.endpoint())
                            .attributes(attributes)
                            .returnSubscriptionArn(true)));
  }

  /** An empty policy takes the filter away. */
  void set(String subscription, String attribute, String value) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .setSubscriptionAttributes(
                    r ->
                        r.subscriptionArn(subscription)
                            .attributeName(attribute)
                            .attributeValue(value)));
  }

  void unsubscribe(String subscription) throws Exception {
    try {
      ledger.change(() -> client.get().unsubscribe(r -> r.subscriptionArn(subscription)));
    } catch (NotFoundException expected) {
      // gone is what was asked for
    }
  }

  private static boolean absent(Exception answer) {
    return answer instanceof NotFoundException;
  }
}
