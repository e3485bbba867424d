package dev.portolan.provider.azure.config;

/**
 * How a host logs in to Kafka, always by TLS.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Config/BrokerAuthenticationMode.cs">BrokerAuthenticationMode</a>
 */
public enum KafkaLogin {
  SCRAM_512("scram-512", "scramSha512"),
  SCRAM_256("scram-256", "scramSha256"),
  BASIC("basic", "plain");

  private final String key;
  private final String mode;

  KafkaLogin(String key, String mode) {
    this.key = key;
    this.mode = mode;
  }

  /** What a setting calls it. */
  public String key() {
    return key;
  }

  /** What a binding calls it. */
  public String mode() {
    return mode;
  }
}
