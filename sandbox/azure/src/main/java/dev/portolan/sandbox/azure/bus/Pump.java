package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.worker.Datum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Hands the messages of queues and subscriptions to the functions that listen, as their hosts do:
 * each on a thread of its own, one to one listener, in turn, completed when it went well and
 * abandoned when it failed. Its lock is renewed for as long as the function runs. Safe for use by
 * many threads.
 */
public final class Pump implements AutoCloseable {
  private static final long GLANCE_MILLIS = 200;

  /** Of one site at once; how many of those run is said in its {@code host.json}. */
  private static final int MOST = 100;

  /** How long a listener is passed over whose app did not run, where others listen. */
  private static final Duration SLEEP = Duration.ofSeconds(5);

  /** How a line ends about a function that was called, and one that was not. */
  static final String HANDLED = "handled";

  /** How the end of such a line begins where a dead message went to a queue. */
  static final String MOVED = ", and went to queue ";

  private static final String NOT_RUNNING = "is not running";

  private final Ledger ledger;
  private final Hosts hosts;
  private final BiConsumer<String, String> log;
  private final Map<String, String> flying = new ConcurrentHashMap<>();
  private final Map<String, List<String>> told = new ConcurrentHashMap<>();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> asleep = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private int turn;

  /**
   * A pump that stands.
   *
   * @param log takes a site's name and a line of its host
   */
  public Pump(Ledger ledger, Hosts hosts, BiConsumer<String, String> log) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.log = log;
    this.threads = Executors.newCachedThreadPool(work -> thread(work, "azure-bus"));
    this.clock =
        Executors.newSingleThreadScheduledExecutor(work -> thread(work, "azure-bus-clock"));
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on messages are handed over without being asked for. */
  public void start() {
    clock.scheduleWithFixedDelay(this::glance, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What fails here is in the log, and tried again: a clock forgets whoever throws. */
  private void glance() {
    try {
      pass();
    } catch (RuntimeException failed) {
      log.accept("service-bus", "The messages were not looked at: " + failed);
    }
  }

  /** Begins to hand over what waits. */
  synchronized void pass() {
    ObjectNode tree = ledger.read(false);
    Instant now = ledger.now();
    Map<String, List<Listener>> takers = new LinkedHashMap<>();
    for (Listener each : Listener.all(tree, now)) {
      if (each.trouble().isEmpty()) {
        troubled.remove(each.mark());
        takers.computeIfAbsent(each.source(), source -> new ArrayList<>()).add(each);
      } else if (troubled.add(each.mark())) {
        log.accept(each.siteName(), each.trouble());
      }
    }
    takers.forEach((source, all) -> share(Messages.waiting(tree, source, now), all, now));
  }

  /** In turn, but for those whose apps did not run lately, unless there are no others. */
  private void share(List<String> keys, List<Listener> all, Instant now) {
    List<Listener> awake = all.stream().filter(each -> !passedOver(each, now)).toList();
    List<Listener> among = awake.isEmpty() ? all : awake;
    for (String key : keys) {
      Listener next = among.get(Math.floorMod(turn, among.size()));
      long held = flying.values().stream().filter(next.mark()::equals).count();
      if (held < MOST && flying.putIfAbsent(key, next.mark()) == null) {
        threads.execute(() -> hand(next, key));
      }
      turn++;
    }
  }

  private boolean passedOver(Listener each, Instant now) {
    return Optional.ofNullable(asleep.get(each.mark())).filter(now::isBefore).isPresent();
  }

  /** Whether a listener's app did not run when it was last called. */
  boolean asleep(Listener each) {
    return asleep.containsKey(each.mark());
  }

  /** Whether a message is being handed over. */
  boolean carries(String key) {
    return flying.containsKey(key);
  }

  private void hand(Listener to, String key) {
    try {
      Optional<ObjectNode> taken = ledger.change((tree, now) -> lock(tree, to, key, now));
      if (taken.isEmpty()) {
        return;
      }
      ObjectNode tree = ledger.read(false);
      Arrival arrival = new Arrival(to.function(), body(taken.get()), metadata(taken.get()));
      // As it is now: with what it was, an app would be started that is nobody's any more
      Optional<Boolean> well =
          Web.named(tree, to.siteName())
              .flatMap(site -> hosts.deliver(tree, site, ledger.now(), arrival));
      settled(to, key, taken.get().path("deliveries").asInt(), well);
    } finally {
      flying.remove(key);
    }
  }

  /** Only for who may take it now: since its turn was found, it may have lost the right to. */
  private static Optional<ObjectNode> lock(ObjectNode tree, Listener to, String key, Instant now) {
    return Listener.all(tree, now).stream()
            .anyMatch(each -> each.mark().equals(to.mark()) && each.trouble().isEmpty())
        ? Messages.lock(tree, key, now)
        : Optional.empty();
  }

  private void settled(Listener to, String key, int delivery, Optional<Boolean> well) {
    ledger.change(
        (tree, now) -> {
          String line = HANDLED;
          if (well.isEmpty()) {
            Messages.release(tree, key);
            line = NOT_RUNNING;
          } else if (well.get()) {
            Messages.complete(tree, key);
          } else {
            int most = Messages.most(tree, key);
            Optional<String> queue = Messages.abandon(tree, key, now);
            line =
                "failed, delivery "
                    + delivery
                    + " of "
                    + most
                    + queue.map(name -> MOVED + name).orElse("");
          }
          tell(key, to.function() + ": " + line);
          if (well.isEmpty()) {
            asleep.put(to.mark(), now.plus(SLEEP));
          } else {
            asleep.remove(to.mark());
          }
          return null;
        });
  }

  /** Once in a row, and before anybody can see what became of the message. */
  private void tell(String key, String line) {
    List<String> lines = told.get(key);
    if (lines != null && (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line))) {
      lines.add(line);
    }
  }

  private static Datum body(ObjectNode message) {
    return new Datum.Bytes(Base64.getDecoder().decode(message.path("body").asText()));
  }

  /**
   * What the trigger tells beside the message.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#message-metadata">Message
   *     metadata</a>
   */
  private static Map<String, Datum> metadata(ObjectNode message) {
    Map<String, Datum> all = new LinkedHashMap<>();
    all.put("MessageId", new Datum.Text(message.path("id").asText()));
    all.put("SequenceNumber", new Datum.Json(message.path("sequence").asText()));
    all.put("DeliveryCount", new Datum.Json(message.path("deliveries").asText()));
    all.put("EnqueuedTimeUtc", new Datum.Json("\"" + message.path("enqueued").asText() + "\""));
    all.put("LockToken", new Datum.Text(Ids.uuid()));
    String session = message.path("session").asText();
    if (!session.isEmpty()) {
      all.put("SessionId", new Datum.Text(session));
    }
    String contentType = message.path("contentType").asText();
    if (!contentType.isEmpty()) {
      all.put("ContentType", new Datum.Text(contentType));
    }
    all.put("ApplicationProperties", new Datum.Json(message.path("properties").toString()));
    return all;
  }

  /**
   * Sends a message to a queue, or publishes it to a topic: each subscription has a copy. What
   * becomes of them is told from now on, until they are {@link #forget forgotten}.
   *
   * @param id of the queue or the topic, which takes messages
   * @return the key of each, by the id of what it is taken from
   */
  Map<String, String> send(String id, Sent message) {
    return ledger.change(
        (tree, now) -> {
          Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          for (String source : sources(tree, id)) {
            String key = Messages.send(tree, source, message, now);
            told.put(key, new CopyOnWriteArrayList<>());
            keys.put(source, key);
          }
          return keys;
        });
  }

  private static List<String> sources(ObjectNode tree, String id) {
    return Stream.concat(
            Queues.QUEUES.find(tree, id).stream(),
            TopicSubscriptions.SUBSCRIPTIONS.within(tree, id).stream())
        .map(each -> each.path("id").asText())
        .toList();
  }

  /** What became of a message so far. */
  List<String> told(String key) {
    return List.copyOf(told.get(key));
  }

  void forget(String key) {
    told.remove(key);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
