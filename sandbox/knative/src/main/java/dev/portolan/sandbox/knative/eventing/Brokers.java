package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.images.wire.StreamServer;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Objects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The ingress of all brokers, and what follows from an event that came in: for each Trigger of the
 * broker that takes it a delivery, with its retries, dead letters and reply. Events in flight are
 * lost when the sandbox ends. Source: knative/eventing {@code pkg/broker/ingress}, {@code
 * pkg/broker/filter}.
 */
public final class Brokers implements AutoCloseable {
  private static final String GROUP = "eventing.knative.dev";
  private static final String HOPS = "knativebrokerttl";
  private static final int MOST_HOPS = 255;
  private static final String IN_CLUSTER =
      "http://broker-ingress.knative-eventing.svc.cluster.local";

  private final Objects objects;
  private final Sinks sinks;
  private final Delivery delivery;
  private final Executor threads;
  private final Consumer<String> log;
  private final Optional<StreamServer> server;

  /**
   * Opens the ingress.
   *
   * @param ports where to listen; empty if nobody shall
   */
  Brokers(
      Objects objects,
      Delivery delivery,
      Executor threads,
      Optional<Ports> ports,
      Consumer<String> log)
      throws IOException {
    this.objects = objects;
    this.sinks = new Sinks(objects);
    this.delivery = delivery;
    this.threads = threads;
    this.log = log;
    this.server = ports.isPresent() ? Optional.of(listen(ports.get())) : Optional.empty();
  }

  private StreamServer listen(Ports ports) throws IOException {
    StreamServer opened =
        StreamServer.open(ports.wanted("broker-ingress"), "broker-ingress", this::answer);
    ports.had("broker-ingress", opened.port());
    return opened;
  }

  /** Where all brokers take events, each at its namespace and name. */
  String ingress() {
    return server.map(StreamServer::url).orElse(IN_CLUSTER);
  }

  /** Where events for a broker are posted. */
  String url(ObjectNode broker) {
    return ingress() + "/" + Json.namespace(broker) + "/" + Json.name(broker);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(status(exchange), -1);
  }

  private int status(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST, OPTIONS");
      return exchange.getRequestMethod().equals("OPTIONS") ? 200 : 405;
    }
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (path.length != 3) {
      return 404;
    }
    Optional<ObjectNode> broker = objects.find(GROUP, "brokers", path[1], path[2]);
    if (broker.isEmpty()) {
      return 404;
    }
    Optional<Event> event =
        EventWire.read(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
    if (event.isEmpty()) {
      return 400;
    }
    accept(broker.get(), event.get());
    return 202;
  }

  /** Takes an event for a broker. */
  void accept(ObjectNode broker, Event event) {
    String hops = event.get(HOPS);
    int left = hops.matches("\\d{1,3}") ? Integer.parseInt(hops) : MOST_HOPS;
    if (left <= 0) {
      log.accept("event " + event + " was dropped: it came round too often");
      return;
    }
    for (ObjectNode trigger : takers(broker, event)) {
      threads.execute(
          () -> {
            try {
              pass(broker, trigger, event, left);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  /**
   * Takes an event for a broker, and waits until nobody tries any more to deliver it.
   *
   * @return what became of it, for each Trigger that takes it
   */
  List<Happening.Delivery> deliver(ObjectNode broker, Event event) throws InterruptedException {
    List<Happening.Delivery> told = new ArrayList<>();
    for (ObjectNode trigger : takers(broker, event)) {
      told.add(pass(broker, trigger, event, MOST_HOPS));
    }
    return told;
  }

  private List<ObjectNode> takers(ObjectNode broker, Event event) {
    return objects.list(
        GROUP,
        "triggers",
        t ->
            Json.namespace(t).equals(Json.namespace(broker))
                && t.path("spec").path("broker").asText().equals(Json.name(broker))
                && Filters.take(t.path("spec"), event));
  }

  private Happening.Delivery pass(ObjectNode broker, ObjectNode trigger, Event event, int hops)
      throws InterruptedException {
    String namespace = Json.namespace(trigger);
    JsonNode own = trigger.path("spec").path("delivery");
    DeliverySpec spec =
        DeliverySpec.from(own.isMissingNode() ? broker.path("spec").path("delivery") : own);
    Optional<String> url = sinks.resolve(trigger.path("spec").path("subscriber"), namespace).url();
    if (url.isEmpty()) {
      String text = "event " + event + " has no subscriber to go to: trigger " + Json.name(trigger);
      log.accept(text);
      return new Happening.Delivery(
          Json.name(trigger), 1, 1, Happening.Fate.UNDELIVERED, 0, "", List.of(text));
    }
    Event sent = event.without(HOPS);
    Delivery.Result result = delivery.deliver(sent, url.get(), spec);
    result.reply().ifPresent(reply -> accept(broker, reply.with(HOPS, Integer.toString(hops - 1))));
    Optional<String> dead = sinks.resolve(spec.deadLetterSink(), namespace).url();
    if (!result.delivered() && dead.isPresent()) {
      delivery.deliver(Delivery.dead(sent, url.get(), result), dead.get(), spec);
    }
    return result.told(subscriber(trigger), result.delivered() ? "" : dead.orElse(""));
  }

  private static String subscriber(ObjectNode trigger) {
    return trigger.path("spec").path("subscriber").path("ref").path("name").asText("a subscriber");
  }

  @Override
  public void close() {
    server.ifPresent(StreamServer::close);
  }
}
