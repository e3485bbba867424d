package dev.portolan.provider.aws;

import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.SourceAccessConfiguration;

/**
 * How Lambda gets at a Kafka cluster, in Lambda's words.
 *
 * @param type as Lambda names it
 * @param uri the ARN of a secret, or {@code subnet:} or {@code security_group:} and an id
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html">SourceAccessConfiguration</a>
 */
record KafkaAccess(String type, String uri) {
  static final String CA = "SERVER_ROOT_CA_CERTIFICATE";
  static final String SUBNET = "VPC_SUBNET";
  static final String SECURITY_GROUP = "VPC_SECURITY_GROUP";

  /** In one order, whatever order they were told in. */
  static List<KafkaAccess> sorted(List<KafkaAccess> all) {
    return all.stream()
        .sorted(Comparator.comparing(KafkaAccess::type).thenComparing(KafkaAccess::uri))
        .toList();
  }

  static List<KafkaAccess> from(List<SourceAccessConfiguration> seen) {
    return sorted(
        seen.stream().map(one -> new KafkaAccess(one.typeAsString(), one.uri())).toList());
  }

  SourceAccessConfiguration told() {
    return SourceAccessConfiguration.builder().type(type).uri(uri).build();
  }

  /** Whether it names a secret. */
  boolean secret() {
    return !type.equals(SUBNET) && !type.equals(SECURITY_GROUP);
  }

  /** Whether it logs in with a name and a password that MSK knows the secret of. */
  boolean scram() {
    return type.startsWith("SASL_SCRAM_");
  }

  @Override
  public String toString() {
    return type + " " + uri;
  }
}
