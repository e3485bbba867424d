package dev.portolan.provider.knative.eventing;

import dev.portolan.provider.knative.cluster.Capabilities;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of objects that bring a function its events.
 *
 * @see <a href="https://knative.dev/docs/eventing/">Knative Eventing</a>
 */
public enum EventKind {
  TRIGGER(Capabilities.EVENTING, "Trigger", List.of("v1"), "Knative Eventing"),
  PING_SOURCE(Capabilities.SOURCES, "PingSource", List.of("v1"), "Knative Eventing"),
  // v1 since knative-extensions/eventing-kafka-broker 1.15
  KAFKA_SOURCE(
      Capabilities.SOURCES,
      "KafkaSource",
      List.of("v1", "v1beta1"),
      "the Apache Kafka source of Knative");

  /** What Triggers hang on; nothing of it is ours. */
  static final ResourceDefinitionContext BROKER =
      context(Capabilities.EVENTING, "v1", "Broker", "brokers");

  private final String group;
  private final String kind;
  private final List<String> versions;
  private final String installed;

  EventKind(String group, String kind, List<String> versions, String installed) {
    this.group = group;
    this.kind = kind;
    this.versions = versions;
    this.installed = installed;
  }

  String group() {
    return group;
  }

  String kind() {
    return kind;
  }

  /** As the API's paths and rules spell it. */
  public String plural() {
    return kind.toLowerCase(Locale.ROOT) + "s";
  }

  /** The versions that we can speak, the best first. */
  List<String> versions() {
    return versions;
  }

  /** What has to be installed for a cluster to have it. */
  String installed() {
    return installed;
  }

  /** As people call one. */
  String told() {
    return kind.toLowerCase(Locale.ROOT);
  }

  ResourceDefinitionContext in(String version) {
    return context(group, version, kind, plural());
  }

  private static ResourceDefinitionContext context(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
