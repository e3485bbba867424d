package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.knative.serving.Objects;
import java.io.IOException;
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
      Objects objects, TimeSource time, Executor threads, Ports ports, Consumer<String> log)
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
