package dev.portolan.provider.azure.config;

/**
 * The app settings by which a host finds the Kafka that a function takes from: what stands in
 * {@code function.json} is their names.
 */
public final class KafkaConnection {
  private static final String PREFIX = "PORTOLAN_KAFKA_";

  public static final String BROKERS = PREFIX + "BROKERS";

  /** As whom the host logs in. */
  public static final String USER = PREFIX + "USER";

  /** What it logs in with: a reference to a secret. */
  public static final String PASSWORD = PREFIX + "PASSWORD";

  /** The root certificate of the brokers, as PEM: a reference to a secret. */
  public static final String AUTHORITY = PREFIX + "CA";

  private KafkaConnection() {}

  /** The name of the topic of a function's trigger, by its number from 1 on. */
  public static String topic(int number) {
    return PREFIX + "TOPIC_" + number;
  }

  /** The name of the group in which the host takes from that topic. */
  public static String group(int number) {
    return PREFIX + "GROUP_" + number;
  }
}
