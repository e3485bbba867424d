package dev.portolan.provider.azure.bus;

/** What a namespace of Service Bus has that functions take from. */
public enum BusKind {
  QUEUE("queue", "createQueues"),
  TOPIC("topic", "createTopics");

  private final String word;
  private final String setting;

  BusKind(String word, String setting) {
    this.word = word;
    this.setting = setting;
  }

  /** What people and Azure's own tool call one. */
  public String word() {
    return word;
  }

  /** The setting that has a missing one made. */
  public String setting() {
    return setting;
  }

  /** The right to make one. */
  public String write() {
    return "Microsoft.ServiceBus/namespaces/" + word + "s/write";
  }

  /** The kind that has no two names with this one. */
  public BusKind other() {
    return this == QUEUE ? TOPIC : QUEUE;
  }

  /** Whether a namespace can have any. */
  public boolean isIn(Namespace namespace) {
    return this == QUEUE || namespace.hasTopics();
  }

  /** The id of one. */
  public String id(Namespace namespace, String entity) {
    return this == QUEUE ? namespace.queue(entity) : namespace.topic(entity);
  }
}
