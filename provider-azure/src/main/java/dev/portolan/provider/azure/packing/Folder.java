package dev.portolan.provider.azure.packing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.KafkaConnection;
import dev.portolan.provider.azure.config.KafkaSettings;
import dev.portolan.provider.azure.config.TableConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a function app, which is a function to Azure: one trigger, what it calls, and what
 * comes of that.
 *
 * @param type of the adapter whose method {@code run} is called
 * @param retry how the host tries again what failed; empty if it does not
 */
record Folder(String name, String type, List<ObjectNode> bindings, Optional<ObjectNode> retry) {
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

  /**
   * Of changes of records. Where no retry is left, or none is said, the host goes on to the next
   * changes, and nobody hears of those that failed: "it doesn't wait" for a function that throws.
   * So they come again after 1, 2, 4 and more seconds up to five minutes, 300 times: that is a day,
   * as long as other platforms hold what fails.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions.CosmosDB/Trigger/CosmosDBTriggerListener.cs">ProcessChangesAsync:
   *     a failure is told, and the lease moves on</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies">Retry
   *     policies: exponentialBackoff</a>
   */
  private static final int TIMES_OF_A_DAY = 300;

  private static final String METHOD = ".run";

  /**
   * One whose host waits equally long between two tries.
   *
   * @param retries how often it tries again what failed
   */
  Folder(String name, String type, List<ObjectNode> bindings, int retries) {
    this(name, type, bindings, Optional.of(retries).filter(each -> each > 0).map(Folder::fixed));
  }

  private static ObjectNode fixed(int retries) {
    return JSON.createObjectNode()
        .put("strategy", "fixedDelay")
        .put("maxRetryCount", retries)
        .put("delayInterval", DELAY);
  }

  /** For a day, with longer and longer waits. */
  static ObjectNode forADay() {
    return growing(TIMES_OF_A_DAY);
  }

  /**
   * Without an end, with the same waits: of records of Kafka. When no retry is left the host goes
   * on to the next record unless {@code host.json} says otherwise, and one of before its extension
   * 4.3 knows no such word.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-kafka-extension/pull/615">commitOnFailure</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retries">Retries:
   *     Kafka, retry policies, function-level</a>
   */
  static ObjectNode forEver() {
    return growing(-1);
  }

  private static ObjectNode growing(int times) {
    return JSON.createObjectNode()
        .put("strategy", "exponentialBackoff")
        .put("maxRetryCount", times)
        .put("minimumInterval", "00:00:01")
        .put("maximumInterval", "00:05:00");
  }

  /** Where its description stands in the app. */
  String entry() {
    return name + "/function.json";
  }

  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("scriptFile", "../" + APPLICATION).put("entryPoint", type + METHOD);
    root.putArray("bindings").addAll(bindings);
    retry.ifPresent(each -> root.set("retry", each));
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

  /**
   * The binding of the changes of a container of Cosmos DB, whose names and place are settings of
   * the app. They come one by one, since all that come together would come again with one of them
   * that failed. Its leases are made by the deployer: no host may, that has no key. When the first
   * change counts is a setting, too, which the extension resolves.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions.CosmosDB/Trigger/CosmosDBTriggerAttributeBindingProvider.cs">TryCreateAsync:
   *     StartFromTime</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger#attributes">Attributes</a>
   */
  static List<ObjectNode> records() {
    return List.of(
        JSON.createObjectNode()
            .put("type", "cosmosDBTrigger")
            .put("direction", "in")
            .put("name", "documents")
            .put("connection", TableConnection.PREFIX)
            .put("databaseName", setting(TableConnection.DATABASE))
            .put("containerName", setting(TableConnection.CONTAINER))
            .put("leaseContainerName", setting(TableConnection.LEASES))
            .put("createLeaseContainerIfNotExists", false)
            .put("startFromTime", setting(TableConnection.SINCE))
            .put("maxItemsPerInvocation", 1));
  }

  /**
   * The binding of a topic of Kafka. Topic, group and brokers are read in percent signs, and what
   * is logged in with by its setting's bare name: what scales the app would look into a value once
   * more for percent signs, which a password may have.
   *
   * @param number of the topic, from 1 on
   * @see <a
   *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Listeners/Scaler/KafkaScalerProvider.cs">KafkaMetaData.ResolveProperties</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-trigger#configuration">Configuration</a>
   */
  static List<ObjectNode> kafka(int number, KafkaSettings settings) {
    ObjectNode binding =
        JSON.createObjectNode()
            .put("type", "kafkaTrigger")
            .put("direction", "in")
            .put("name", "record")
            .put("brokerList", setting(KafkaConnection.BROKERS))
            .put("topic", setting(KafkaConnection.topic(number)))
            .put("consumerGroup", setting(KafkaConnection.group(number)))
            .put("protocol", settings.login().isPresent() ? "saslSsl" : "ssl")
            .put("cardinality", "one")
            .put("dataType", "binary");
    settings
        .login()
        .ifPresent(
            login ->
                binding
                    .put("authenticationMode", login.mode())
                    .put("username", KafkaConnection.USER)
                    .put("password", KafkaConnection.PASSWORD));
    settings.authority().ifPresent(any -> binding.put("sslCaPEM", KafkaConnection.AUTHORITY));
    return List.of(binding);
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
