package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.Arrays;
import java.util.Map;

/**
 * Where a trigger's events come from, so that all who take from one place are told the same source
 * and an event is known by source and id together.
 *
 * <p>No trigger tells it. But the host finds the place by settings, which are the app's variables:
 * those of a connection without a key, and the names that {@code function.json} has in percent
 * signs. Where one is missing, the source is the function that is called: {@code
 * /sites/{app}/functions/{function}}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection">Identity-based
 *     connections</a>
 */
final class Sources {
  private static final String NAMESPACE = "__fullyQualifiedNamespace";
  private static final String QUEUE = "PORTOLAN_QUEUE";
  private static final String TOPIC = "PORTOLAN_TOPIC";
  private static final String TABLE = "PORTOLAN_TABLE";

  private Sources() {}

  /** The function that is called. */
  static String function(App app, ExecutionContext context) {
    String site = app.environment.get("WEBSITE_SITE_NAME");
    String functions = "/functions/".concat(context.getFunctionName());
    return site == null ? functions : "/sites/".concat(site).concat(functions);
  }

  /** {@code sb://acme.servicebus.windows.net/orders}. */
  static String busQueue(App app, ExecutionContext context) {
    return bus(QUEUE, app, context);
  }

  /** As that of a queue: whoever is subscribed hears of the same message from the same topic. */
  static String busTopic(App app, ExecutionContext context) {
    return bus(TOPIC, app, context);
  }

  private static String bus(String prefix, App app, ExecutionContext context) {
    String namespace = setting(app, prefix + NAMESPACE);
    String entity = setting(app, prefix + "_NAME");
    return namespace == null || entity == null
        ? function(app, context)
        : "sb://" + namespace + "/" + entity;
  }

  /** Its URL: {@code https://acme.queue.core.windows.net/orders}. */
  static String storageQueue(App app, ExecutionContext context) {
    String service = setting(app, QUEUE + "__queueServiceUri");
    String account = setting(app, QUEUE + "__accountName");
    String queue = setting(app, QUEUE + "_NAME");
    if (service == null && account != null) {
      service = "https://" + account + ".queue.core.windows.net";
    }
    return service == null || queue == null
        ? function(app, context)
        : withoutSlash(service) + "/" + queue;
  }

  /** The container's URI: {@code https://acme.documents.azure.com/dbs/shop/colls/orders}. */
  static String container(App app, ExecutionContext context) {
    String account = setting(app, TABLE + "__accountEndpoint");
    String database = setting(app, TABLE + "_DATABASE");
    String container = setting(app, TABLE + "_NAME");
    if (account == null || database == null || container == null) {
      return function(app, context);
    }
    String endpoint = withoutSlash(account);
    String host =
        endpoint.endsWith(":443") ? endpoint.substring(0, endpoint.length() - 4) : endpoint;
    return host + "/dbs/" + database + "/colls/" + container;
  }

  /**
   * {@code kafka://broker:9093#orders}, as at every platform; of several brokers, all, in one
   * order.
   */
  static String topicOfKafka(String topic, App app, ExecutionContext context) {
    String brokers = setting(app, "PORTOLAN_KAFKA_BROKERS");
    if (brokers == null) {
      return function(app, context) + "#" + topic;
    }
    String[] all = brokers.split(",");
    for (int i = 0; i < all.length; i++) {
      all[i] = all[i].trim();
    }
    Arrays.sort(all);
    return "kafka://" + String.join(",", all) + "#" + topic;
  }

  private static String setting(App app, String name) {
    Map<String, String> settings = app.environment;
    String value = settings.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
