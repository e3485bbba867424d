package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.kafka.KafkaLog;
import dev.portolan.sandbox.aws.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is Kafka's own of a mapping, of MSK's or of a cluster of one's own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/msk-esm-parameters.html">All Amazon
 *     MSK event source configuration parameters</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html">the
 *     same</a> of self-managed Kafka
 */
public final class KafkaMappings {
  static final String TOPICS = "Topics";
  static final String ACCESS = "SourceAccessConfigurations";
  private static final String OWN = "SelfManagedEventSource";
  private static final String MANAGED_GROUP = "AmazonManagedKafkaEventSourceConfig";
  private static final String OWN_GROUP = "SelfManagedKafkaEventSourceConfig";
  private static final String GROUP_ID = "ConsumerGroupId";
  private static final String START = "StartingPosition";
  private static final String AT_TIME = "AT_TIMESTAMP";
  private static final String TIME = "StartingPositionTimestamp";
  private static final int BATCH = 100;
  private static final int LONGEST_SECONDS = 840;

  /** "select provisioned mode to configure error handling controls", which is not played here. */
  private static final List<String> PROVISIONED =
      List.of(
          "BisectBatchOnFunctionError",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "FunctionResponseTypes");

  /** What Lambda finds an MSK cluster with, in the role's name: with-msk-permissions.html. */
  private static final List<String> CLUSTER = List.of("DescribeClusterV2", "GetBootstrapBrokers");

  private static final List<String> NETWORK =
      List.of(
          "CreateNetworkInterface",
          "DescribeNetworkInterfaces",
          "DescribeVpcs",
          "DeleteNetworkInterface",
          "DescribeSubnets",
          "DescribeSecurityGroups");

  private KafkaMappings() {}

  /** Whether a mapping takes from Kafka. */
  public static boolean is(JsonNode mapping) {
    return mapping.path(TOPICS).size() > 0;
  }

  public static String topic(JsonNode mapping) {
    return mapping.path(TOPICS).path(0).asText();
  }

  /** The brokers of a cluster of one's own, in one order; empty of MSK. */
  public static String brokers(JsonNode mapping) {
    TreeSet<String> brokers = new TreeSet<>();
    mapping
        .path(OWN)
        .path("Endpoints")
        .path("KAFKA_BOOTSTRAP_SERVERS")
        .forEach(each -> brokers.add(each.asText()));
    return String.join(",", brokers);
  }

  /** The cluster and the topic. */
  public static String log(JsonNode mapping) {
    String arn = mapping.path("EventSourceArn").asText();
    return (arn.isEmpty() ? brokers(mapping) : arn) + "#" + topic(mapping);
  }

  public static String group(JsonNode mapping) {
    return mapping.path(mapping.has(OWN) ? OWN_GROUP : MANAGED_GROUP).path(GROUP_ID).asText();
  }

  /** The secrets that Lambda logs in with. */
  public static List<String> secrets(JsonNode mapping) {
    TreeSet<String> secrets = new TreeSet<>();
    for (JsonNode access : mapping.path(ACCESS)) {
      if (!access.path("Type").asText().startsWith("VPC_")) {
        secrets.add(access.path("URI").asText());
      }
    }
    return List.copyOf(secrets);
  }

  /** Whether a new mapping is to take from Kafka. */
  static boolean asked(Call call) {
    boolean own = call.has(OWN);
    boolean managed =
        call.optional("EventSourceArn").filter(arn -> arn.contains(":kafka:")).isPresent();
    if (own && call.has("EventSourceArn") || !own && !call.has("EventSourceArn")) {
      throw LambdaError.MAPPING_SOURCE.refusal();
    }
    if ((own || managed) && !call.has(TOPICS)) {
      throw LambdaError.MAPPING_TOPICS.refusal();
    }
    return own || managed;
  }

  /** What a mapping has of which nothing is said, and where a group that is new begins. */
  static void usual(Call call, ObjectNode mapping) {
    boolean own = call.has(OWN);
    if (own) {
      if (!call.has(ACCESS) || call.get(ACCESS).isEmpty()) {
        throw LambdaError.MAPPING_ACCESS.refusal();
      }
      mapping.set(OWN, call.get(OWN).deepCopy());
    }
    if (call.has(own ? MANAGED_GROUP : OWN_GROUP)) {
      throw LambdaError.MAPPING_UNSUPPORTED.refusal(
          MappingChecks.told(own ? MANAGED_GROUP : OWN_GROUP));
    }
    if (!call.has(START)) {
      throw LambdaError.MAPPING_START.refusal();
    }
    mapping.put("BatchSize", BATCH).put(START, call.text(START));
    // "The default value is infinite (-1)", "false": EventSourceMappingConfiguration
    mapping.put("MaximumRecordAgeInSeconds", -1).put("MaximumRetryAttempts", -1);
    mapping.put("BisectBatchOnFunctionError", false);
    mapping.set(TOPICS, call.get(TOPICS).deepCopy());
    String config = own ? OWN_GROUP : MANAGED_GROUP;
    String group = call.get(config).path(GROUP_ID).asText(mapping.path("UUID").asText());
    mapping.putObject(config).put(GROUP_ID, group);
    mapping.put("_position", position(call, mapping));
    for (JsonNode other : Mappings.all(call)) {
      if (is(other) && group(other).equals(group) && !Mappings.gone(other, call.now())) {
        throw LambdaError.MAPPING_GROUP.refusal(group, other.path("UUID").asText());
      }
    }
  }

  /** The number of the last record that a new group passes over. */
  private static long position(Call call, ObjectNode mapping) {
    String log = log(mapping);
    boolean timed = call.text(START).equals(AT_TIME);
    if (timed != call.has(TIME)) {
      throw LambdaError.MAPPING_TIME.refusal();
    }
    if (!timed) {
      return call.text(START).equals("LATEST") ? KafkaLog.last(call.state(), log) : 0;
    }
    double seconds = call.get(TIME).asDouble();
    long from = (long) (seconds * 1000);
    if (from > call.now().toEpochMilli()) {
      throw LambdaError.MAPPING_TIME.refusal();
    }
    mapping.put(TIME, seconds);
    return KafkaLog.before(call.state(), log, from);
  }

  /** Refuses what a mapping of Kafka does not have. */
  static void given(Call call) {
    for (String member : PROVISIONED) {
      if (call.has(member) && !(call.get(member).isArray() && call.get(member).isEmpty())) {
        throw LambdaError.MAPPING_UNSUPPORTED.refusal(MappingChecks.told(member));
      }
    }
    if (!MappingChecks.onFailure(call.in()).isEmpty()) {
      throw LambdaError.MAPPING_KAFKA_KEPT_HERE.refusal();
    }
  }

  static void check(MappingChecks checks, ObjectNode mapping, String role, int timeout) {
    if (timeout > LONGEST_SECONDS) {
      throw LambdaError.MAPPING_TIMEOUT.refusal(timeout);
    }
    String arn = mapping.path("EventSourceArn").asText();
    boolean network = !arn.isEmpty();
    for (JsonNode access : mapping.path(ACCESS)) {
      String type = access.path("Type").asText();
      network |= type.startsWith("VPC_");
      boolean known =
          arn.isEmpty()
              || type.equals("SASL_SCRAM_512_AUTH")
              || type.equals("CLIENT_CERTIFICATE_TLS_AUTH");
      if (!known || type.equals("VIRTUAL_HOST")) {
        throw LambdaError.MAPPING_ACCESS_TYPE.refusal(type);
      }
    }
    for (String action : arn.isEmpty() ? List.<String>of() : CLUSTER) {
      require(checks.permitted(role, "kafka:" + action, arn), action, "MSK");
    }
    for (String action : network ? NETWORK : List.<String>of()) {
      require(checks.permitted(role, "ec2:" + action, "*"), action, "EC2");
    }
    for (String secret : secrets(mapping)) {
      boolean reads = checks.permitted(role, "secretsmanager:GetSecretValue", secret);
      require(reads, "GetSecretValue", "SecretsManager");
    }
  }

  private static void require(boolean permitted, String action, String service) {
    if (!permitted) {
      throw LambdaError.MAPPING_KAFKA_ROLE.refusal(action, service);
    }
  }

  /** The mapping of the same cluster and topic to the same function. */
  static Optional<JsonNode> same(Call call, ObjectNode mapping) {
    for (JsonNode other : Mappings.all(call)) {
      if (is(other)
          && log(other).equals(log(mapping))
          && other.path("FunctionArn").equals(mapping.path("FunctionArn"))
          && !Mappings.gone(other, call.now())) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
