package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Conditions;
import dev.portolan.sandbox.knative.serving.Objects;
import java.util.List;
import java.util.Optional;

/**
 * The state of brokers, triggers and sources. Source: knative/eventing {@code
 * pkg/apis/eventing/v1/*_lifecycle.go}, {@code pkg/apis/sources/v1/*_lifecycle.go}, {@code
 * pkg/reconciler/broker/trigger}.
 */
final class EventingStatus {
  static final String EVENTING = "eventing.knative.dev";
  static final String SOURCES = "sources.knative.dev";

  private final Objects objects;
  private final Brokers brokers;
  private final Sinks sinks;

  EventingStatus(Objects objects, Brokers brokers) {
    this.objects = objects;
    this.brokers = brokers;
    this.sinks = new Sinks(objects);
  }

  private static ObjectNode status(ObjectNode object) {
    return Json.object()
        .put("observedGeneration", object.path("metadata").path("generation").asLong());
  }

  private Conditions conditions(ObjectNode object, String... dependents) {
    return Conditions.of(object.path("status"), List.of(dependents), objects.now());
  }

  void broker(ObjectNode broker) {
    ObjectNode status = status(broker);
    Conditions conditions =
        conditions(
            broker,
            "IngressReady",
            "TriggerChannelReady",
            "FilterReady",
            "Addressable",
            "DeadLetterSinkResolved",
            "EventPoliciesReady");
    for (String type :
        List.of("IngressReady", "TriggerChannelReady", "FilterReady", "Addressable")) {
      conditions.isTrue(type);
    }
    conditions.isTrue("EventPoliciesReady", "DefaultAuthorizationMode", "");
    deadLetters(broker, status, conditions);
    status.putObject("address").put("name", "http").put("url", brokers.url(broker));
    conditions.write(status);
    objects.status(EVENTING, "brokers", broker, status);
  }

  private void deadLetters(ObjectNode object, ObjectNode status, Conditions conditions) {
    JsonNode sink = object.path("spec").path("delivery").path("deadLetterSink");
    if (sink.isMissingNode()) {
      conditions.isTrue(
          "DeadLetterSinkResolved",
          "DeadLetterSinkNotConfigured",
          "No dead letter sink is configured.");
      return;
    }
    Sinks.Resolved resolved = sinks.resolve(sink, Json.namespace(object));
    if (resolved.url().isPresent()) {
      conditions.isTrue("DeadLetterSinkResolved");
      status.put("deadLetterSinkUri", resolved.url().get());
    } else {
      conditions.isFalse(
          "DeadLetterSinkResolved", "Unable to get the dead letter sink's URI", resolved.problem());
    }
  }

  void trigger(ObjectNode trigger) {
    ObjectNode status = status(trigger);
    Conditions conditions =
        conditions(
            trigger,
            "BrokerReady",
            "SubscriptionReady",
            "DependencyReady",
            "SubscriberResolved",
            "DeadLetterSinkResolved",
            "OIDCIdentityCreated");
    String name = trigger.path("spec").path("broker").asText();
    Optional<ObjectNode> broker = objects.find(EVENTING, "brokers", Json.namespace(trigger), name);
    if (broker.isEmpty()) {
      conditions.isFalse(
          "BrokerReady", "BrokerDoesNotExist", "Broker \"%s\" does not exist".formatted(name));
    } else {
      conditions.set("BrokerReady", Conditions.get(broker.get(), "Ready"));
    }
    conditions.isTrue("DependencyReady");
    conditions.isTrue("OIDCIdentityCreated", "authentication-oidc feature disabled", "");
    subscriber(trigger, status, conditions);
    deadLetters(trigger, status, conditions);
    conditions.write(status);
    objects.status(EVENTING, "triggers", trigger, status);
  }

  private void subscriber(ObjectNode trigger, ObjectNode status, Conditions conditions) {
    Sinks.Resolved resolved =
        sinks.resolve(trigger.path("spec").path("subscriber"), Json.namespace(trigger));
    if (resolved.url().isPresent()) {
      conditions.isTrue("SubscriberResolved").isTrue("SubscriptionReady");
      status.put("subscriberUri", resolved.url().get());
    } else {
      conditions.isFalse(
          "SubscriberResolved", "Unable to get the Subscriber's URI", resolved.problem());
      conditions.unknown(
          "SubscriptionReady",
          "SubscriptionNotConfigured",
          "Subscription has not yet been reconciled.");
    }
  }

  void ping(ObjectNode source) {
    ObjectNode status = status(source);
    Conditions conditions =
        conditions(source, "SinkProvided", "Deployed", "OIDCIdentityCreated").isTrue("Deployed");
    sink(source, status, conditions);
    status
        .putArray("ceAttributes")
        .addObject()
        .put("source", Sources.source(source))
        .put("type", Sources.PING);
    conditions.write(status);
    objects.status(SOURCES, "pingsources", source, status);
  }

  /** No Kafka is asked: the source is as good as connected, and fires only when told to. */
  void kafka(ObjectNode source) {
    ObjectNode status = status(source);
    Conditions conditions =
        conditions(
            source,
            "SinkProvided",
            "Deployed",
            "ConnectionEstablished",
            "InitialOffsetsCommitted",
            "OIDCIdentityCreated");
    conditions.isTrue("Deployed").isTrue("InitialOffsetsCommitted");
    conditions.isTrue(
        "ConnectionEstablished", "Sandbox", "There is no Kafka here: records are fired by hand.");
    sink(source, status, conditions);
    conditions.write(status);
    objects.status(SOURCES, "kafkasources", source, status);
  }

  /** A binding is kept and its sink resolved, but nothing is put into its subject. */
  void binding(ObjectNode binding) {
    ObjectNode status = status(binding);
    Conditions conditions = conditions(binding, "SinkProvided", "SinkBindingAvailable");
    conditions.isFalse(
        "SinkBindingAvailable", "Sandbox", "The sandbox does not change the subject of a binding.");
    sink(binding, status, conditions);
    conditions.write(status);
    objects.status(SOURCES, "sinkbindings", binding, status);
  }

  private void sink(ObjectNode source, ObjectNode status, Conditions conditions) {
    conditions.isTrue("OIDCIdentityCreated", "authentication-oidc feature disabled", "");
    Sinks.Resolved resolved =
        sinks.resolve(source.path("spec").path("sink"), Json.namespace(source));
    if (resolved.url().isPresent()) {
      conditions.isTrue("SinkProvided");
      status.put("sinkUri", resolved.url().get());
    } else {
      conditions.isFalse("SinkProvided", "NotFound", resolved.problem());
    }
  }
}
