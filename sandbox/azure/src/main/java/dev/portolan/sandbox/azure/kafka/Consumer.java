package dev.portolan.sandbox.azure.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.host.Retry;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Web;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that records of a topic call, as its host finds it: by its binding, its {@code
 * host.json} and its site's settings.
 *
 * @param log the cluster and the topic
 * @param earliest whether it begins with the oldest record where its group has committed nothing
 * @param passesOver whether what failed is committed once no retry is left
 * @param most how often what failed is tried again in place besides; -1 for no end
 * @param trouble why its host cannot take from it, in a client's words; empty if it can
 */
record Consumer(
    ObjectNode site,
    String function,
    String topic,
    String log,
    String group,
    boolean earliest,
    boolean passesOver,
    int most,
    Retry retry,
    String trouble) {
  /** {@code INameResolver.ResolveWholeString}. */
  private static final Pattern SETTING = Pattern.compile("%([^%]+)%");

  private static final String UNRESOLVED = "@Microsoft.KeyVault(";

  /**
   * Azure's own Kafka.
   *
   * <p>https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview
   */
  private static final String EVENT_HUBS = ".servicebus.windows.net:";

  /** {@code KafkaOptions.MaxRetries}. */
  private static final int USUAL_RETRIES = 5;

  /** All there are. */
  static List<Consumer> all(ObjectNode tree, Hosts hosts, Instant now) {
    List<Consumer> all = new ArrayList<>();
    for (ObjectNode site : Web.SITES.all(tree)) {
      Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (JsonNode function : site.path(Web.FUNCTIONS)) {
        for (JsonNode binding : function.path("config").path("bindings")) {
          if (binding.path("type").asText().equalsIgnoreCase("kafkaTrigger")) {
            if (settings.isEmpty()) {
              settings.putAll(hosts.plan(tree, site, now).environment());
            }
            all.add(of(site, function, binding, settings));
          }
        }
      }
    }
    return all;
  }

  private static Consumer of(
      ObjectNode site, JsonNode function, JsonNode binding, Map<String, String> settings) {
    JsonNode options = site.path(Web.HOST).path("extensions").path("kafka");
    String topic = resolved(settings, binding.path("topic"));
    String[] brokers = resolved(settings, binding.path("brokerList")).split("\\s*,\\s*");
    Arrays.sort(brokers);
    String group = resolved(settings, binding.path("consumerGroup"));
    return new Consumer(
        site,
        function.path("name").asText(),
        topic,
        String.join(",", brokers) + "/" + topic,
        group.isEmpty() ? "$Default" : group,
        !options.path("autoOffsetReset").asText().equalsIgnoreCase("latest"),
        options.path("commitOnFailure").asBoolean(true),
        options.path("maxRetries").asInt(USUAL_RETRIES),
        Retry.of(function.path("config")),
        trouble(settings, binding, brokers, topic));
  }

  /** What librdkafka says, in whose words the host tells it. */
  private static String trouble(
      Map<String, String> settings, JsonNode binding, String[] brokers, String topic) {
    if (brokers[0].isEmpty()) {
      return "No `bootstrap.servers` configured";
    }
    if (topic.isEmpty()) {
      return "Local: Invalid argument or configuration: the topic has no name";
    }
    String at = brokers[0] + "/bootstrap: ";
    String protocol = binding.path("protocol").asText().toLowerCase(Locale.ROOT);
    if (!protocol.endsWith("ssl")) {
      return at + "the brokers here speak TLS alone, and the binding says '" + protocol + "'";
    }
    if (brokers[0].toLowerCase(Locale.ROOT).contains(EVENT_HUBS)) {
      String mode = binding.path("authenticationMode").asText();
      if (!protocol.startsWith("sasl")) {
        return "ssl://" + at + "Disconnected: Event Hubs takes SASL_SSL alone";
      }
      if (!mode.equalsIgnoreCase("plain")) {
        return "sasl_ssl://"
            + at
            + "SASL "
            + mode
            + " mechanism handshake failed: broker's supported mechanisms: PLAIN, OAUTHBEARER";
      }
    }
    String authority = resolved(settings, binding.path("sslCaPEM"));
    if (binding.has("sslCaPEM") && !authority.contains("-----BEGIN CERTIFICATE-----")) {
      return "ssl://" + at + "SSL handshake failed: certificate verify failed";
    }
    if (protocol.startsWith("sasl")) {
      String user = resolved(settings, binding.path("username"));
      String password = resolved(settings, binding.path("password"));
      if (user.isEmpty() || password.isEmpty()) {
        return "sasl.username and sasl.password must be set";
      }
      if (password.startsWith(UNRESOLVED) || password.equals(binding.path("password").asText())) {
        return "sasl_ssl://" + at + "SASL authentication error: Authentication failed";
      }
    }
    return "";
  }

  /**
   * {@code ConfigurationExtensions.ResolveSecureSetting}: first what stands in percent signs, then
   * the setting of that name, and if there is none the text itself.
   */
  private static String resolved(Map<String, String> settings, JsonNode text) {
    Matcher setting = SETTING.matcher(text.asText());
    String whole =
        setting.replaceAll(
            each -> Matcher.quoteReplacement(settings.getOrDefault(each.group(1), "")));
    return settings.getOrDefault(whole, whole);
  }

  String host() {
    return Web.host(site);
  }

  Set<String> tags() {
    return Web.tags(site);
  }

  /** Tells it from all others. */
  String mark() {
    return siteName() + "/" + function;
  }

  String siteName() {
    return site.path("name").asText();
  }
}
