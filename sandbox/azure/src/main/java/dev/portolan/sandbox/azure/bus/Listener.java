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
 * A function that a queue's messages call, as its host finds it: by its binding and its site's
 * settings.
 *
 * @param queue the queue's id; empty if there is no such namespace
 * @param trouble why its host cannot listen, in the host's words; empty if it can
 */
record Listener(
    ObjectNode site, String function, String host, String name, String queue, String trouble) {
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
    String name = resolved(settings, binding.path("queueName").asText());
    String queue =
        Queues.named(tree, host).map(each -> Queues.id(each.path("id").asText(), name)).orElse("");
    String trouble =
        host.isEmpty()
            ? "Service Bus account connection string '"
                + connection
                + "' does not exist. Make sure that it is a defined App Setting."
            : trouble(
                tree, site, settings.path(connection + "__clientId").asText(), host, queue, now);
    return new Listener(site, function, host, name, queue, trouble);
  }

  // the words of azure-sdk-for-net#39793, azure-docs#86422 and azure-service-bus#677
  private static String trouble(
      ObjectNode tree, ObjectNode site, String client, String host, String queue, Instant now) {
    String entity = queue.substring(queue.lastIndexOf('/') + 1);
    String where = "(Action=Receive, EntityPath=" + entity + ", Endpoint=" + host + ")";
    Optional<ObjectNode> held = Queues.QUEUES.find(tree, queue);
    if (held.isEmpty()) {
      return "Message processing error "
          + where
          + " The messaging entity 'sb://"
          + host
          + "/"
          + entity
          + "' could not be found. (MessagingEntityNotFound)";
    }
    JsonNode properties = held.get().path("properties");
    if (!properties.path("forwardTo").asText().isEmpty()) {
      return "Message processing error "
          + where
          + " Cannot use a trigger on '"
          + entity
          + "' entity with auto-forwarding enabled.";
    }
    if (properties.path("status").asText().matches("Disabled|ReceiveDisabled")) {
      return "Message processing error "
          + where
          + " Messaging entity 'sb://"
          + host
          + "/"
          + entity
          + "' is currently disabled. (MessagingEntityDisabled)";
    }
    String principal = Identities.principalOf(tree, client);
    boolean assigned =
        !principal.isEmpty() && site.path("identity").path("type").asText().contains("User");
    return assigned && Rights.holds(tree, now, principal, queue, TAKERS)
        ? ""
        : "Message processing error "
            + where
            + " System.UnauthorizedAccessException : Unauthorized access. 'Listen' claim(s) are"
            + " required to perform this operation. Resource: 'sb://"
            + host
            + "/"
            + entity
            + "'";
  }

  private static String resolved(JsonNode settings, String text) {
    Matcher setting = SETTING.matcher(text);
    return setting.replaceAll(
        each -> Matcher.quoteReplacement(settings.path(each.group(1)).asText()));
  }

  /** Whether it listens to a queue that is called {@code queue}, or {@code namespace/queue}. */
  boolean hears(String called) {
    int end = called.indexOf('/');
    return name.equals(called.substring(end + 1))
        && (end < 0 || host.startsWith(called.substring(0, end) + "."));
  }

  /** Tells it from all others. */
  String mark() {
    return siteName() + "/" + function;
  }

  String siteName() {
    return site.path("name").asText();
  }
}
