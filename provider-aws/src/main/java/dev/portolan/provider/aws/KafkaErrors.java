package dev.portolan.provider.aws;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What Lambda answers of Kafka when it does not do as asked. */
final class KafkaErrors {
  private static final String API =
      "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";

  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "kafka-access",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "set portolan.aws.kafkaSecret, or kafkaSubnets and kafkaSecurityGroups",
                  API)
              .code("InvalidParameterValue")
              .says("sourceAccessConfigurations"));

  private KafkaErrors() {}
}
