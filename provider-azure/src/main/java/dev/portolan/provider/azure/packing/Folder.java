package dev.portolan.provider.azure.packing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.provider.azure.config.BusConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A folder of a function app, which is a function to Azure: one trigger, what it calls, and what
 * comes of that.
 *
 * @param type of the adapter whose method {@code run} is called
 * @param retries how often the host tries again what failed
 */
record Folder(String name, String type, List<ObjectNode> bindings, int retries) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** The jar that is named stands beside the folders; what else is needed in {@code lib/}. */
  static final String APPLICATION = "app.jar";

  /**
   * Before each retry. The instance waits with it, so a long one would be paid for.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Host/HostFunctionMetadataProvider.cs">ParseFunctionMetadata:
   *     retry</a>
   */
  private static final String DELAY = "00:00:10";

  private static final String METHOD = ".run";

  /** Where its description stands in the app. */
  String entry() {
    return name + "/function.json";
  }

  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("scriptFile", "../" + APPLICATION).put("entryPoint", type + METHOD);
    root.putArray("bindings").addAll(bindings);
    if (retries > 0) {
      root.putObject("retry")
          .put("strategy", "fixedDelay")
          .put("maxRetryCount", retries)
          .put("delayInterval", DELAY);
    }
    return bytes(root);
  }

  /** Indented, with a line feed wherever it is written. */
  static byte[] bytes(JsonNode json) {
    String text = json.toPrettyString().replace("\r\n", "\n");
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An HTTP trigger's bindings. No {@code dataType}: the host goes by the request's content type
   * alone, whatever is said here.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.Grpc/MessageExtensions/GrpcMessageConversionExtensions.cs">PopulateBody</a>
   */
  static List<ObjectNode> http(String route, List<String> methods, boolean anonymous) {
    ObjectNode in =
        JSON.createObjectNode()
            .put("type", "httpTrigger")
            .put("direction", "in")
            .put("name", "request")
            .put("authLevel", anonymous ? "anonymous" : "function")
            .put("route", route);
    if (!methods.isEmpty()) {
      methods.forEach(in.putArray("methods")::add);
    }
    ObjectNode out =
        JSON.createObjectNode().put("type", "http").put("direction", "out").put("name", "$return");
    return List.of(in, out);
  }

  /** The binding of a queue of Service Bus, whose name and place are settings of the app. */
  static List<ObjectNode> queue() {
    ObjectNode binding = bus();
    binding.put("queueName", setting(BusConnection.QUEUE.entity()));
    return List.of(one(binding, BusConnection.QUEUE));
  }

  /** The binding of a subscription to a topic, whose names and place are settings of the app. */
  static List<ObjectNode> topic() {
    ObjectNode binding = bus();
    binding.put("topicName", setting(BusConnection.TOPIC.entity()));
    binding.put("subscriptionName", setting(BusConnection.TOPIC.subscription()));
    return List.of(one(binding, BusConnection.TOPIC));
  }

  private static ObjectNode bus() {
    return JSON.createObjectNode()
        .put("type", "serviceBusTrigger")
        .put("direction", "in")
        .put("name", "message");
  }

  /**
   * Messages come one by one: of several that come together the host asks how all of them went,
   * since what runs Java settles none alone.
   */
  private static ObjectNode one(ObjectNode binding, BusConnection connection) {
    return binding
        .put("connection", connection.prefix())
        .put("cardinality", "one")
        .put("dataType", "binary");
  }

  private static String setting(String name) {
    return "%" + name + "%";
  }

  /** The binding of what Event Grid tells: nothing in it says of what, nor who may tell. */
  static List<ObjectNode> objects() {
    return List.of(
        JSON.createObjectNode()
            .put("type", "eventGridTrigger")
            .put("direction", "in")
            .put("name", "event"));
  }

  /** A timer's binding. */
  static List<ObjectNode> timer(String schedule) {
    return List.of(
        JSON.createObjectNode()
            .put("type", "timerTrigger")
            .put("direction", "in")
            .put("name", "timer")
            .put("schedule", schedule));
  }
}
