package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lambda reads a Kafka topic with, in the role's name.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html">Lambda
 *     permissions for Amazon MSK event source mappings</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-permissions.html">the
 *     same</a> of brokers of one's own
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html">Cluster
 *     authentication methods</a>
 */
final class KafkaPolicies {
  /**
   * Lambda puts its pollers into the network of the cluster. Both pages have these with {@code
   * "*"}: which interfaces these will be nobody knows before, and what only describes names no
   * resource.
   */
  private static final List<String> NETWORK =
      List.of(
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs");

  private KafkaPolicies() {}

  static List<JsonNode> of(Place place, KafkaTopic topic) {
    List<JsonNode> all = new ArrayList<>();
    List<String> secrets =
        topic.access().stream()
            .filter(KafkaAccess::secret)
            .map(KafkaAccess::uri)
            .distinct()
            .toList();
    if (topic.cluster().msk()) {
      all.addAll(managed(topic, secrets.isEmpty()));
    }
    boolean network =
        topic.cluster().msk() || topic.access().stream().anyMatch(one -> !one.secret());
    if (network) {
      all.add(Policies.allow(NETWORK, "*"));
    }
    for (String secret : secrets) {
      all.add(Policies.allow(List.of("secretsmanager:GetSecretValue"), secret));
      all.add(decrypt(place, secret));
    }
    return all;
  }

  /**
   * IAM is what logs in where no secret does.
   *
   * @param iam whether it does
   */
  private static List<JsonNode> managed(KafkaTopic topic, boolean iam) {
    KafkaCluster cluster = topic.cluster();
    List<JsonNode> all = new ArrayList<>();
    List<String> found =
        new ArrayList<>(List.of("kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"));
    if (topic.access().stream().anyMatch(KafkaAccess::scram)) {
      found.add("kafka:ListScramSecrets");
    }
    all.add(Policies.allow(found, cluster.text()));
    if (!iam) {
      return all;
    }
    all.add(
        Policies.allow(
            List.of("kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"),
            cluster.text()));
    all.add(
        Policies.allow(
            List.of("kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"),
            cluster.arn("topic", topic.name())));
    all.add(
        Policies.allow(
            List.of("kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"),
            cluster.arn("group", topic.group())));
    return all;
  }

  /**
   * A secret that an account's own key encrypts, as MSK demands, is decrypted with that key, which
   * nobody tells us. So any key of the account and region may be used, by Secrets Manager and for
   * this secret alone.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html">Secret
   *     encryption and decryption</a>
   */
  private static JsonNode decrypt(Place place, String secret) {
    ObjectNode statement = Policies.allow(List.of("kms:Decrypt"), place.keyArn("*"));
    statement
        .putObject("Condition")
        .putObject("StringEquals")
        .put("kms:ViaService", "secretsmanager." + place.region() + "." + place.suffix())
        .put("kms:EncryptionContext:SecretARN", secret);
    return statement;
  }
}
