package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.worker.Datum;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Brings changes to the functions that hear of them, as their hosts do: in their order, the next
 * ones when those before are done. What fails is tried again as the function's retry policy says,
 * and then passed over, which nobody is told but the log. Safe for use by many threads.
 *
 * <p>https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions.CosmosDB/Trigger/CosmosDBTriggerListener.cs
 */
public final class FeedPump implements AutoCloseable {
  static final String HANDLED = "handled";

  private static final long GLANCE_MILLIS = 200;

  private final Ledger ledger;
  private final Hosts hosts;
  private final BiConsumer<String, String> log;
  private final Set<String> flying = ConcurrentHashMap.newKeySet();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /**
   * A pump that stands.
   *
   * @param log takes a site's name and a line of its host
   */
  public FeedPump(Ledger ledger, Hosts hosts, BiConsumer<String, String> log) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.log = log;
    this.threads = Executors.newCachedThreadPool(work -> thread(work, "azure-cosmos"));
    this.clock =
        Executors.newSingleThreadScheduledExecutor(work -> thread(work, "azure-cosmos-clock"));
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on changes are brought without being asked for. */
  public void start() {
    clock.scheduleWithFixedDelay(this::glance, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What fails here is in the log, and tried again: a clock forgets whoever throws. */
  private void glance() {
    try {
      ObjectNode tree = ledger.read(false);
      Instant now = ledger.now();
      for (Reader each : Reader.all(tree, now)) {
        if (!each.trouble().isEmpty()) {
          if (troubled.add(each.mark())) {
            log.accept(each.siteName(), each.trouble());
          }
          continue;
        }
        troubled.remove(each.mark());
        if (hasWork(tree, each, now)) {
          threads.execute(() -> bring(each, Optional.empty()));
        }
      }
    } catch (RuntimeException failed) {
      log.accept("cosmos-db", "The changes were not looked at: " + failed);
    }
  }

  private static boolean hasWork(ObjectNode tree, Reader each, Instant now) {
    return !ChangeFeed.isLeased(tree, each.leases(), each.container())
        || ChangeFeed.isDue(tree, each.leases(), each.container(), now)
            && ChangeFeed.next(tree, each.leases(), each.container(), 1).isPresent();
  }

  /** Begins a reader's lease, if it has none. */
  void lease(Reader reader) {
    ledger.change(
        (tree, now) -> {
          ChangeFeed.lease(tree, reader.leases(), reader.container());
          return null;
        });
  }

  /**
   * Brings what comes next, and waits for that; nothing if that is being done already.
   *
   * @param until the number of the change that is meant; what waits before it is brought first
   * @return what became of that change, in a line; empty if it was not its turn
   */
  Optional<String> bring(Reader reader, Optional<Long> until) {
    if (!flying.add(reader.mark())) {
      return Optional.empty();
    }
    try {
      lease(reader);
      return next(reader, until);
    } finally {
      flying.remove(reader.mark());
    }
  }

  private Optional<String> next(Reader reader, Optional<Long> until) {
    ObjectNode tree = ledger.read(false);
    Optional<Reader> able = reader.now(tree, ledger.now());
    if (able.isEmpty()
        || !ChangeFeed.isDue(tree, reader.leases(), reader.container(), ledger.now())) {
      return until.map(
          any ->
              able.isEmpty() ? "listens no more" : "waits behind one that failed and comes again");
    }
    Optional<ArrayNode> some =
        ChangeFeed.next(tree, reader.leases(), reader.container(), reader.most());
    if (some.isEmpty()) {
      return until.map(number -> HANDLED);
    }
    int tries = ChangeFeed.tries(tree, reader.leases(), reader.container());
    Optional<Boolean> well =
        hosts.deliver(
            tree,
            able.get().site(),
            ledger.now(),
            new Arrival(reader.function(), new Datum.Json(some.get().toString()), Map.of(), tries));
    String line = settled(reader, some.get(), tries, well);
    return until.filter(number -> ChangeFeed.last(some.get()) >= number).map(number -> line);
  }

  private String settled(Reader reader, ArrayNode some, int tries, Optional<Boolean> well) {
    return ledger.change(
        (tree, now) -> {
          if (well.isEmpty()) {
            return "is not running";
          }
          if (!ChangeFeed.isLeased(tree, reader.leases(), reader.container())) {
            return "listens no more";
          }
          if (!well.get() && reader.retry().after(tries)) {
            Instant due = now.plus(reader.retry().pause(tries));
            ChangeFeed.failed(tree, reader.leases(), reader.container(), due);
            return "failed, and comes again in " + reader.retry().pause(tries).toSeconds() + " s";
          }
          ChangeFeed.move(tree, reader.leases(), reader.container(), ChangeFeed.last(some));
          return well.get() ? HANDLED : "failed, and is passed over";
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
