package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.identity.Role;
import dev.portolan.sandbox.azure.web.Web;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that messages of a queue or a topic call, as its host finds it: by its binding and its
 * site's settings.
 *
 * @param name of the queue or the topic
 * @param subscription to the topic; empty for a queue
 * @param source id of what it takes from, the queue or the subscription; empty if there is no such
 *     namespace
 * @param trouble why its host cannot listen, in the host's words; empty if it can
 */
record Listener(
    ObjectNode site,
    String function,
    String host,
    String name,
    String subscription,
    String source,
    String trouble) {
  private static final Set<Role> TAKERS =
      Set.of(Role.SERVICE_BUS_DATA_RECEIVER, Role.SERVICE_BUS_DATA_OWNER);

  private static final Pattern SETTING = Pattern.compile("%([^%]+)%");

  /** All there are. */
  static List<Listener> all(ObjectNode tree, Instant now) {
    List<Listener> all = new ArrayList<>();
    for (ObjectNode site : Web.SITES.all(tree)) {
      for (JsonNode function : site.path(Web.FUNCTIONS)) {
        for (JsonNode binding : function.path("config").path("bindings")) {
          if (binding.path("type").asText().equalsIgnoreCase("serviceBusTrigger")) {
            all.add(of(tree, site, function.path("name").asText(), binding, now));
          }
        }
      }
    }
    return all;
  }

  private static Listener of(
      ObjectNode tree, ObjectNode site, String function, JsonNode binding, Instant now) {
    JsonNode settings = site.path(Web.SETTINGS);
    String connection = binding.path("connection").asText("AzureWebJobsServiceBus");
    String host = settings.path(connection + "__fullyQualifiedNamespace").asText();
    String queue = resolved(settings, binding.path("queueName").asText());
    String topic = resolved(settings, binding.path("topicName").asText());
    String subscription = resolved(settings, binding.path("subscriptionName").asText());
    String namespace =
        Namespaces.named(tree, host).map(each -> each.path("id").asText()).orElse("");
    boolean queued = topic.isEmpty();
    String source =
        queued
            ? Queues.id(namespace, queue)
            : TopicSubscriptions.id(Topics.id(namespace, topic), subscription);
    Listener heard =
        new Listener(
            site,
            function,
            host,
            queued ? queue : topic,
            queued ? "" : subscription,
            namespace.isEmpty() ? "" : source,
            host.isEmpty()
                ? "Service Bus account connection string '"
                    + connection
                    + "' does not exist. Make sure that it is a defined App Setting."
                : "");
    return host.isEmpty()
        ? heard
        : heard.troubled(tree, settings.path(connection + "__clientId").asText(), now);
  }

  private Listener troubled(ObjectNode tree, String client, Instant now) {
    String found = trouble(tree, client, now);
    return found.isEmpty()
        ? this
        : new Listener(site, function, host, name, subscription, source, found);
  }

  // the words of azure-sdk-for-net#39793, azure-docs#86422 and azure-service-bus#677
  private String trouble(ObjectNode tree, String client, Instant now) {
    String where = "(Action=Receive, EntityPath=" + path() + ", Endpoint=" + host + ")";
    String entity = "'sb://" + host + "/" + path() + "'";
    Optional<ObjectNode> held = Messages.source(tree, source);
    if (held.isEmpty()) {
      return "Message processing error "
          + where
          + " The messaging entity "
          + entity
          + " could not be found. (MessagingEntityNotFound)";
    }
    JsonNode properties = held.get().path("properties");
    if (!properties.path("forwardTo").asText().isEmpty()) {
      return "Message processing error "
          + where
          + " Cannot use a trigger on '"
          + path()
          + "' entity with auto-forwarding enabled.";
    }
    if (properties.path("status").asText().matches("Disabled|ReceiveDisabled")) {
      return "Message processing error "
          + where
          + " Messaging entity "
          + entity
          + " is currently disabled. (MessagingEntityDisabled)";
    }
    String principal = Identities.principalOf(tree, client);
    boolean assigned =
        !principal.isEmpty() && site.path("identity").path("type").asText().contains("User");
    return assigned && Rights.holds(tree, now, principal, source, TAKERS)
        ? ""
        : "Message processing error "
            + where
            + " System.UnauthorizedAccessException : Unauthorized access. 'Listen' claim(s) are"
            + " required to perform this operation. Resource: "
            + entity;
  }

  /**
   * What it takes from, in its namespace.
   *
   * @see <a
   *     href="https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.entitynameformatter.formatsubscriptionpath">FormatSubscriptionPath</a>
   */
  String path() {
    return subscription.isEmpty() ? name : name + "/Subscriptions/" + subscription;
  }

  private static String resolved(JsonNode settings, String text) {
    Matcher setting = SETTING.matcher(text);
    return setting.replaceAll(
        each -> Matcher.quoteReplacement(settings.path(each.group(1)).asText()));
  }

  /**
   * Whether it listens to what is called so, by itself or after its namespace and a slash.
   *
   * @param topic whether that is a topic, and no queue
   */
  boolean hears(String called, boolean topic) {
    int end = called.indexOf('/');
    return topic == isTopic()
        && name.equals(called.substring(end + 1))
        && (end < 0 || host.startsWith(called.substring(0, end) + "."));
  }

  /**
   * Why nothing can be sent to what it takes from, in Azure's words; empty if something can.
   *
   * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend">Disabled,
   *     SendDisabled</a>
   * @see <a href="https://github.com/Azure/azure-sdk-for-net/issues/10535">the words for both</a>
   */
  Optional<String> refusal(ObjectNode tree) {
    String status =
        Queues.QUEUES
            .find(tree, target())
            .or(() -> Topics.TOPICS.find(tree, target()))
            .map(each -> each.path("properties").path("status").asText())
            .orElse("");
    String named = host.replaceFirst("[.].*", "") + ":" + (isTopic() ? "Topic:" : "Queue:") + name;
    return switch (status) {
      case "Disabled" ->
          Optional.of(
              "Messaging entity 'sb://"
                  + host
                  + "/"
                  + name
                  + "' is currently disabled. (MessagingEntityDisabled)");
      case "SendDisabled" ->
          Optional.of(
              "Messaging entity '"
                  + named
                  + "' is currently disabled for Send operations. (MessagingEntityDisabled)");
      default -> Optional.empty();
    };
  }

  private boolean isTopic() {
    return !subscription.isEmpty();
  }

  /** The id of what its messages are sent to: the queue, or the topic. */
  String target() {
    return subscription.isEmpty()
        ? source
        : source.substring(0, source.length() - TopicSubscriptions.id("", subscription).length());
  }

  /** Tells it from all others. */
  String mark() {
    return siteName() + "/" + function;
  }

  String siteName() {
    return site.path("name").asText();
  }
}
