package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Lines;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.worker.Datum;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Delivers the events that wait, each on a thread of its own. Safe for use by many threads. */
public final class GridPump implements AutoCloseable {

  private static final long GLANCE_MILLIS = 200;

  private final Ledger ledger;
  private final Hosts hosts;
  private final BiConsumer<String, String> log;
  private final Set<String> flying = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /**
   * A pump that stands.
   *
   * @param log takes a site's name and a line of its host
   */
  public GridPump(Ledger ledger, Hosts hosts, BiConsumer<String, String> log) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.log = log;
    this.threads = Executors.newCachedThreadPool(work -> thread(work, "azure-grid"));
    this.clock =
        Executors.newSingleThreadScheduledExecutor(work -> thread(work, "azure-grid-clock"));
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on events are delivered without being asked for. */
  public void start() {
    clock.scheduleWithFixedDelay(this::glance, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What fails here is in the log, and tried again: a clock forgets whoever throws. */
  private void glance() {
    try {
      for (String key : Waiting.due(ledger.read(false), ledger.now())) {
        if (flying.add(key)) {
          threads.execute(
              () -> {
                try {
                  hand(key);
                } finally {
                  flying.remove(key);
                }
              });
        }
      }
    } catch (RuntimeException failed) {
      log.accept("event-grid", "The events were not looked at: " + failed);
    }
  }

  /**
   * One delivery.
   *
   * @param function who was told, or the name of the subscription
   * @param site whose function that is
   * @param id of the event
   * @param line what became of it
   */
  record Handed(String function, Optional<ObjectNode> site, String id, String line) {}

  /** Delivers one now. */
  Handed hand(String key) {
    ObjectNode tree = ledger.read(false);
    Optional<ObjectNode> event = Waiting.find(tree, key);
    Optional<ObjectNode> subscription =
        event.flatMap(
            each ->
                EventSubscriptions.SUBSCRIPTIONS.find(tree, each.path("subscription").asText()));
    if (subscription.isEmpty()) {
      return new Handed("event " + key, Optional.empty(), "", "is delivered to nobody any more");
    }
    String function = EventSubscriptions.function(subscription.get()).orElse("");
    Optional<ObjectNode> site = EventSubscriptions.site(tree, subscription.get());
    Optional<Boolean> well =
        site.flatMap(
            some ->
                hosts.deliver(
                    tree,
                    some,
                    ledger.now(),
                    new Arrival(
                        function, new Datum.Json(event.get().path("event").toString()), Map.of())));
    return new Handed(
        function.isEmpty() ? subscription.get().path("name").asText() : function,
        site,
        event.get().at("/event/id").asText(),
        settled(key, subscription.get(), well));
  }

  private String settled(String key, ObjectNode subscription, Optional<Boolean> well) {
    return ledger.change(
        (tree, now) -> {
          if (well.orElse(false)) {
            Waiting.handled(tree, key);
            return Lines.HANDLED;
          }
          Optional<Duration> again =
              Waiting.failed(tree, key, subscription.at("/properties/retryPolicy"), now);
          return (well.isPresent() ? "failed" : "is not running")
              + again
                  .map(pause -> ", and comes again in " + pause.toSeconds() + " s")
                  .orElse(", and is given up");
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
