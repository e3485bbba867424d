package dev.portolan.provider.knative.eventing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.image.Json;
import dev.portolan.images.image.Sha256;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.config.EventSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lowers a function's event triggers: a topic to a Trigger on the broker of its name, one for each
 * type, a schedule to a PingSource, Kafka topics to a KafkaSource; a queue, a bucket and a table to
 * one Trigger on the broker of its name, to which the store's notifications are sent. All deliver
 * to the function's service inside the cluster, whichever revision serves.
 */
public final class Subscriptions {
  private static final int DIGITS = 8;

  /** As Knative's own {@code config-br-defaults} has it. */
  private static final int RETRIES = 10;

  private static final String DELAY = "PT0.2S";

  private final Owner owner;
  private final FunctionSpec function;
  private final EventSettings settings;
  private final Names names;
  private final String service;

  private Subscriptions(Owner owner, FunctionSpec function, Settings run) {
    this.owner = owner;
    this.function = function;
    this.settings = EventSettings.from(function, run);
    this.names = Names.of(run);
    this.service = ServiceNames.service(owner, function.name());
  }

  /** What a function's triggers ask for, in their order. */
  public static List<Subscription> of(Owner owner, FunctionSpec function, Settings run) {
    Subscriptions lowering = new Subscriptions(owner, function, run);
    List<Subscription> all = new ArrayList<>();
    Map<String, SortedSet<String>> stores = new LinkedHashMap<>();
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.Topic topic) {
        lowering.topic(topic, all);
      } else if (trigger instanceof Trigger.Queue queue) {
        String what = "queue " + lowering.names.of(queue.queue());
        all.add(lowering.whole(what, Set.of(trigger.kind())).alone());
      } else if (trigger instanceof Trigger.ObjectCreated objects) {
        asked(stores, "bucket " + lowering.names.of(objects.bucket()), trigger);
      } else if (trigger instanceof Trigger.ObjectDeleted objects) {
        asked(stores, "bucket " + lowering.names.of(objects.bucket()), trigger);
      } else if (trigger instanceof Trigger.RecordChanged records) {
        asked(stores, "table " + lowering.names.of(records.table()), trigger);
      } else if (trigger instanceof Trigger.Schedule schedule) {
        all.add(lowering.schedule(schedule));
      } else if (trigger instanceof Trigger.Kafka kafka) {
        all.add(lowering.kafka(kafka));
      }
    }
    stores.forEach((what, kinds) -> all.add(lowering.whole(what, kinds)));
    return all;
  }

  private static void asked(Map<String, SortedSet<String>> stores, String what, Trigger trigger) {
    stores.computeIfAbsent(what, none -> new TreeSet<>()).add(trigger.kind());
  }

  /**
   * All that is sent to a broker. What it is only its type tells, and each store has types of its
   * own: the adapter picks out what the function asks for.
   *
   * @param what the broker, behind what it is taken for
   * @param kinds asked for, which a plan shall see when they change
   */
  private Subscription whole(String what, Set<String> kinds) {
    ObjectNode spec = Json.object().put("broker", what.substring(what.indexOf(' ') + 1));
    spec.set("subscriber", sink(service));
    delivery(spec);
    return subscription(EventKind.TRIGGER, what, spec, what, kinds.toString());
  }

  private void topic(Trigger.Topic topic, List<Subscription> all) {
    List<String> types = topic.types().isEmpty() ? List.of("") : topic.types();
    for (String type : types) {
      String broker = names.of(topic.topic());
      ObjectNode spec = Json.object().put("broker", broker);
      if (!type.isEmpty()) {
        spec.putObject("filter").putObject("attributes").put("type", type);
      }
      spec.set("subscriber", sink(service));
      delivery(spec);
      String what = "topic " + broker + (type.isEmpty() ? "" : ", type " + type);
      all.add(subscription(EventKind.TRIGGER, broker + " " + type, spec, what));
    }
  }

  /** A tick carries nothing: its time is the event's own. */
  private Subscription schedule(Trigger.Schedule schedule) {
    ObjectNode spec = Json.object();
    spec.put("schedule", schedule.cron()).put("timezone", schedule.timezone());
    spec.set("sink", sink(service));
    String what = "schedule " + schedule.cron() + ", " + schedule.timezone();
    return subscription(EventKind.PING_SOURCE, "", spec, what);
  }

  private Subscription kafka(Trigger.Kafka kafka) {
    ObjectNode spec = Json.object();
    spec.set("bootstrapServers", Json.array(settings.kafkaServers()));
    spec.set("topics", Json.array(kafka.topics()));
    spec.put("consumerGroup", kafka.group().isEmpty() ? service : kafka.group());
    spec.put("initialOffset", settings.fromTheStart() ? "earliest" : "latest");
    ObjectNode net = net();
    if (!net.isEmpty()) {
      spec.set("net", net);
    }
    spec.set("sink", sink(service));
    delivery(spec);
    return subscription(
        EventKind.KAFKA_SOURCE,
        spec.path("consumerGroup").asText(),
        spec,
        "Kafka topics " + String.join(", ", kafka.topics()));
  }

  private ObjectNode net() {
    ObjectNode net = Json.object();
    if (settings.kafkaSasl().isPresent()) {
      ObjectNode sasl = net.putObject("sasl").put("enable", true);
      for (String key : List.of("user", "password", "saslType")) {
        reference(sasl, key.equals("saslType") ? "type" : key, settings.kafkaSasl().get(), key);
      }
    }
    if (settings.kafkaTls().isPresent()) {
      ObjectNode tls = net.putObject("tls").put("enable", true);
      String secret = settings.kafkaTls().get();
      if (!secret.equals(EventSettings.SYSTEM)) {
        reference(tls, "caCert", secret, "ca.crt");
      }
    }
    return net;
  }

  private static void reference(ObjectNode into, String field, String secret, String key) {
    into.putObject(field).putObject("secretKeyRef").put("name", secret).put("key", key);
  }

  /**
   * What becomes of an event that fails. Knative's channel-based broker takes a Trigger's own
   * delivery in place of its own whole, so dead letters alone would mean no attempt but the first
   * (eventing {@code pkg/reconciler/broker/trigger/trigger.go}); Kafka's lays one over the other.
   */
  private void delivery(ObjectNode spec) {
    if (settings.retries().isEmpty() && settings.deadLetter().isEmpty()) {
      return;
    }
    ObjectNode delivery = spec.putObject("delivery");
    delivery.put("retry", settings.retries().orElse(RETRIES)).put("backoffPolicy", "exponential");
    delivery.put("backoffDelay", settings.retries().isPresent() ? "PT1S" : DELAY);
    if (settings.deadLetter().isPresent()) {
      String target = settings.deadLetter().get();
      delivery.set(
          "deadLetterSink",
          EventSettings.isUrl(target) ? Json.object().put("uri", target) : broker(target));
    }
  }

  private static ObjectNode sink(String service) {
    return reference("serving.knative.dev/v1", "Service", service);
  }

  private static ObjectNode broker(String name) {
    String version = EventKind.BROKER.getGroup() + "/" + EventKind.BROKER.getVersion();
    return reference(version, EventKind.BROKER.getKind(), name);
  }

  /** Something that events can be sent to. */
  private static ObjectNode reference(String apiVersion, String kind, String name) {
    ObjectNode sink = Json.object();
    sink.putObject("ref").put("apiVersion", apiVersion).put("kind", kind).put("name", name);
    return sink;
  }

  /**
   * One object.
   *
   * @param identity what it cannot change without being another: a Trigger its broker, a
   *     KafkaSource its consumer group; and a Trigger's type and where its dead letters go, so that
   *     none is missed while it changes: the channel-based broker leaves a sink that is taken away
   *     where it was ({@code DeepDerivative} in its {@code reconcileSubscription})
   */
  private Subscription subscription(EventKind kind, String identity, ObjectNode spec, String what) {
    return subscription(kind, identity, spec, what, "");
  }

  private Subscription subscription(
      EventKind kind, String identity, ObjectNode spec, String what, String more) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(Ownership.OWNER, owner.id());
    annotations.put(Ownership.FUNCTION, function.name());
    annotations.put(Ownership.CONFIGURATION, Sha256.hex(spec + more));
    String dead =
        kind == EventKind.TRIGGER ? settings.deadLetter().map(" dead "::concat).orElse("") : "";
    String hash = Sha256.hex(kind.kind() + " " + identity + dead).substring(0, DIGITS);
    return new Subscription(
        kind,
        service + "-" + hash,
        service,
        Ownership.labels(owner, function.name()),
        annotations,
        spec,
        what,
        false);
  }
}
