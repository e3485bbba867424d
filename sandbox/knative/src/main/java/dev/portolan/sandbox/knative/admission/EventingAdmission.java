package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Admission;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.KubeErrors;
import java.util.Optional;

/**
 * The webhooks of Eventing. Source of their names: knative/eventing {@code config/core/webhooks}.
 */
final class EventingAdmission implements Admission {
  private static final String CLASS = "eventing.knative.dev/broker.class";

  @Override
  public void mutate(Review review) {
    ObjectNode next = review.next();
    switch (review.type().kind()) {
      case "Broker" -> broker(next);
      case "Trigger" -> trigger(next);
      case "PingSource" -> {
        ObjectNode spec = Json.at(next, "spec");
        if (spec.path("schedule").asText("").isEmpty()) {
          spec.put("schedule", "* * * * *");
        }
      }
      case "KafkaSource" -> SourceValidation.kafkaDefaults(next);
      case "SinkBinding" -> {
        ObjectNode subject = Json.at(next, "spec", "subject");
        if (!subject.has("namespace")) {
          subject.put("namespace", Json.namespace(next));
        }
      }
      default -> {
        // channels and subscriptions are kept as they come
      }
    }
  }

  /** Source: knative/eventing {@code config/core/configmaps/default-broker.yaml}. */
  private static void broker(ObjectNode broker) {
    ObjectNode annotations = Json.at(broker, "metadata", "annotations");
    if (annotations.path(CLASS).asText("").isEmpty()) {
      annotations.put(CLASS, "MTChannelBasedBroker");
    }
    ObjectNode spec = Json.at(broker, "spec");
    if (!spec.has("config")) {
      spec.putObject("config")
          .put("apiVersion", "v1")
          .put("kind", "ConfigMap")
          .put("name", "config-br-default-channel")
          .put("namespace", "knative-eventing");
    }
    if (!spec.has("delivery")) {
      spec.putObject("delivery")
          .put("retry", 10)
          .put("backoffPolicy", "exponential")
          .put("backoffDelay", "PT0.2S");
    }
  }

  private static void trigger(ObjectNode trigger) {
    ObjectNode spec = Json.at(trigger, "spec");
    Json.at(spec, "filter");
    namespaced(spec.path("subscriber").path("ref"), trigger);
    namespaced(spec.path("delivery").path("deadLetterSink").path("ref"), trigger);
    String broker = spec.path("broker").asText("");
    if (!broker.isEmpty()) {
      Json.at(trigger, "metadata", "labels").put("eventing.knative.dev/broker", broker);
    }
  }

  private static void namespaced(JsonNode reference, ObjectNode parent) {
    if (reference instanceof ObjectNode ref && !ref.has("namespace")) {
      ref.put("namespace", Json.namespace(parent));
    }
  }

  @Override
  public void validate(Review review) {
    FieldErrors errors =
        switch (review.type().kind()) {
          case "Broker" -> broker(review);
          case "Trigger" -> TriggerValidation.of(review.next(), review.old());
          case "PingSource" -> SourceValidation.ping(review.next().path("spec")).via("spec");
          case "KafkaSource" -> SourceValidation.kafka(review.next(), review.old());
          case "SinkBinding" -> SourceValidation.binding(review.next());
          default -> FieldErrors.none();
        };
    if (!errors.isEmpty()) {
      String webhook =
          review.type().kind().equals("KafkaSource")
              ? "validation.webhook.kafka.eventing.knative.dev"
              : "validation.webhook.eventing.knative.dev";
      throw KubeErrors.denied(webhook, "validation failed: " + errors.text());
    }
  }

  private static FieldErrors broker(Review review) {
    ObjectNode next = review.next();
    FieldErrors errors = FieldErrors.none();
    JsonNode spec = next.path("spec");
    errors.also(Destinations.reference(spec.path("config")).via("config").via("spec"));
    errors.also(Destinations.delivery(spec.path("delivery")).via("delivery").via("spec"));
    Optional<ObjectNode> old = review.old();
    if (old.isPresent()) {
      ShortDiff.of(
              "{v1.BrokerSpec}.Config", old.get().path("spec").path("config"), spec.path("config"))
          .lines()
          .findAny()
          .ifPresent(
              ignored ->
                  errors.also(
                      FieldErrors.of(
                          "Immutable fields changed (-old +new)",
                          ShortDiff.of(
                              "{v1.BrokerSpec}.Config",
                              old.get().path("spec").path("config"),
                              spec.path("config")),
                          "spec")));
      String before = Json.get(old.get(), "metadata", "annotations", CLASS).asText();
      String after = Json.get(next, "metadata", "annotations", CLASS).asText();
      if (!before.equals(after)) {
        errors.also(
            FieldErrors.of(
                "Immutable annotations changed (-old +new)",
                "{string}:\n\t-: \"%s\"\n\t+: \"%s\"\n".formatted(before, after),
                "annotations"));
      }
    }
    return errors;
  }
}
