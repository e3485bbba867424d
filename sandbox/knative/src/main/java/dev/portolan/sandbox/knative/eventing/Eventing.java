package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Objects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Eventing as a whole: brokers and sources, their state, and what fires. */
public final class Eventing implements AutoCloseable {
  private final Objects objects;
  private final Brokers brokers;
  private final Sources sources;
  private final EventingStatus status;

  private Eventing(Objects objects, Brokers brokers, Sources sources) {
    this.objects = objects;
    this.brokers = brokers;
    this.sources = sources;
    this.status = new EventingStatus(objects, brokers);
  }

  public static Eventing open(
      Objects objects,
      TimeSource time,
      Executor threads,
      Optional<Ports> ports,
      Consumer<String> log)
      throws IOException {
    Delivery delivery = new Delivery(time, log);
    return new Eventing(
        objects,
        new Brokers(objects, delivery, threads, ports, log),
        new Sources(objects, delivery, threads));
  }

  /** Brings the state of all objects up to date. */
  public void step() {
    objects.list(EventingStatus.EVENTING, "brokers", o -> true).forEach(status::broker);
    objects.list(EventingStatus.EVENTING, "triggers", o -> true).forEach(status::trigger);
    objects.list(EventingStatus.SOURCES, "pingsources", o -> true).forEach(status::ping);
    objects.list(EventingStatus.SOURCES, "kafkasources", o -> true).forEach(status::kafka);
    objects.list(EventingStatus.SOURCES, "sinkbindings", o -> true).forEach(status::binding);
  }

  /** Fires what time has made due. */
  public void due() {
    sources.due();
  }

  /** Fires a PingSource now, whatever its schedule. */
  public void firePing(String namespace, String name) {
    sources.ping(find("pingsources", namespace, name));
  }

  /** Fires a record of a KafkaSource; no Kafka takes part. */
  public void fireKafka(String namespace, String name, String key, byte[] value) {
    sources.kafka(find("kafkasources", namespace, name), key, value);
  }

  /**
   * Has something happen, and waits until nobody tries any more to deliver it.
   *
   * @throws DeployException if nothing here listens
   */
  public Happening.Result fire(String namespace, Happening happening) throws InterruptedException {
    List<Happening.Delivery> all = new ArrayList<>();
    int event = 0;
    for (Happening each : happening.each()) {
      event++;
      Round round = round(namespace, each);
      for (int turn = 1; turn <= happening.times(); turn++) {
        for (Happening.Delivery delivery : round.next()) {
          all.add(delivery.at(event, turn));
        }
      }
    }
    if (all.isEmpty()) {
      throw happening.unheard("cluster");
    }
    return new Happening.Result(all);
  }

  /**
   * Delivers an event, and each time that it is asked again, the same one: "at least once" is what
   * the data plane promises.
   *
   * @see <a href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md">Knative
   *     Eventing Data Plane Contract</a>
   */
  @FunctionalInterface
  private interface Round {
    List<Happening.Delivery> next() throws InterruptedException;
  }

  private Round round(String namespace, Happening happening) {
    Map<ObjectNode, Event> sent = new LinkedHashMap<>();
    if (happening.trigger() instanceof Trigger.Schedule) {
      sources("pingsources", happening).forEach(each -> sent.put(each, sources.tick(each)));
      return () -> sent(sent);
    } else if (happening.trigger() instanceof Trigger.Kafka) {
      sources("kafkasources", happening)
          .forEach(each -> sent.put(each, sources.record(each, happening.key(), happening.data())));
      return () -> sent(sent);
    }
    Event event = Notifications.of(happening, objects.now());
    return () -> {
      List<Happening.Delivery> told = new ArrayList<>();
      for (ObjectNode broker : brokers(namespace, happening.name())) {
        told.addAll(brokers.deliver(broker, event));
      }
      return told;
    };
  }

  private List<Happening.Delivery> sent(Map<ObjectNode, Event> events) throws InterruptedException {
    List<Happening.Delivery> told = new ArrayList<>();
    for (Map.Entry<ObjectNode, Event> each : events.entrySet()) {
      sources.send(each.getKey(), each.getValue()).ifPresent(told::add);
    }
    return told;
  }

  /** Sources that bear a function's name and its owner's. */
  private List<ObjectNode> sources(String plural, Happening happening) {
    return objects.list(
        EventingStatus.SOURCES,
        plural,
        source -> {
          Set<String> values = new HashSet<>();
          source.path("metadata").path("annotations").forEach(v -> values.add(v.asText()));
          return values.containsAll(happening.marks());
        });
  }

  /** Where all brokers take events, each at its namespace and name. */
  public String brokerIngress() {
    return brokers.ingress();
  }

  private List<ObjectNode> brokers(String namespace, String name) {
    return objects.list(
        EventingStatus.EVENTING,
        "brokers",
        broker -> Json.namespace(broker).equals(namespace) && Json.name(broker).equals(name));
  }

  private ObjectNode find(String plural, String namespace, String name) {
    return objects
        .find(EventingStatus.SOURCES, plural, namespace, name)
        .orElseThrow(
            () -> new IllegalArgumentException("no " + plural + " " + namespace + "/" + name));
  }

  @Override
  public void close() {
    brokers.close();
  }
}
