package dev.portolan.provider.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One object that brings a function its events, as it shall be.
 *
 * @param name ends in a hash of what makes it another one; all else is changed in place
 * @param service that the events go to
 * @param events which, for people
 * @param sole whether nothing else may get them
 */
public record Subscription(
    EventKind kind,
    String name,
    String service,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    ObjectNode spec,
    String events,
    boolean sole) {
  /** The same, where nothing else may get these events. */
  Subscription alone() {
    return new Subscription(kind, name, service, labels, annotations, spec, events, true);
  }

  /** As plans name it. */
  String told() {
    return kind.told() + " " + name + " (" + events + ")";
  }

  /**
   * The object.
   *
   * @param uid of the service, with which it shall go; empty where that is not known
   */
  public GenericKubernetesResource manifest(
      String namespace, String version, Optional<String> uid) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(kind.group() + "/" + version);
    object.setKind(kind.kind());
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withLabels(labels)
            .withAnnotations(annotations)
            .withOwnerReferences(uid.map(this::owner).map(List::of).orElse(List.of()))
            .build());
    object.setAdditionalProperty("spec", spec);
    return object;
  }

  private OwnerReference owner(String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("serving.knative.dev/v1")
        .withKind("Service")
        .withName(service)
        .withUid(uid)
        .build();
  }

  /** The topic's broker, where it hangs on one. */
  Optional<String> broker() {
    return kind == EventKind.TRIGGER ? Optional.of(spec.path("broker").asText()) : Optional.empty();
  }

  /** All brokers that it needs: that which it hangs on, and that which gets its dead letters. */
  List<String> brokers() {
    JsonNode dead = spec.path("delivery").path("deadLetterSink").path("ref");
    return Stream.concat(
            broker().stream(),
            Optional.of(dead.path("name").asText()).filter(name -> !name.isEmpty()).stream())
        .distinct()
        .toList();
  }

  /** The broker that an object of this kind hangs on. */
  static Optional<String> broker(GenericKubernetesResource object) {
    return Optional.ofNullable(object.<String>get("spec", "broker"));
  }

  /** Digest of all that it asks for. */
  String configuration() {
    return annotations.get(Ownership.CONFIGURATION);
  }

  /** The Secrets that it names, each with the keys that are read. */
  public Map<String, Set<String>> secrets() {
    Map<String, Set<String>> secrets = new TreeMap<>();
    for (JsonNode reference : spec.findValues("secretKeyRef")) {
      secrets
          .computeIfAbsent(reference.path("name").asText(), name -> new TreeSet<>())
          .add(reference.path("key").asText());
    }
    return secrets;
  }

  String function() {
    return annotations.get(Ownership.FUNCTION);
  }
}
