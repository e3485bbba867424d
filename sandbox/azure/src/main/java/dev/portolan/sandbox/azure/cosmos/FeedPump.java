package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Lines;
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

  private static final String IDLE = "is not running";
  private static final String DEAF = "listens no more";

  private static final long GLANCE_MILLIS = 200;

  private final Ledger ledger;
  private final Hosts hosts;
  private final BiConsumer<String, String> log;
  private final Map<String, Begun> begun = new ConcurrentHashMap<>();
  private final Set<String> flying = ConcurrentHashMap.newKeySet();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /** Where a host has begun to read, which it forgets when it ends. */
  private record Begun(String host, long at) {}

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
        if (begun(tree, each).isEmpty() || hasWork(tree, each, now)) {
          threads.execute(() -> bring(each, Optional.empty()));
        }
      }
    } catch (RuntimeException failed) {
      log.accept("cosmos-db", "The changes were not looked at: " + failed);
    }
  }

  private boolean hasWork(ObjectNode tree, Reader each, Instant now) {
    return ChangeFeed.isDue(tree, each.leases(), each.container(), now)
        && next(tree, each, 1).isPresent();
  }

  private Optional<ArrayNode> next(ObjectNode tree, Reader each, int most) {
    long begins = begun(tree, each).map(Begun::at).orElse(0L);
    return ChangeFeed.next(tree, each.leases(), each.container(), begins, most);
  }

  private Optional<Begun> begun(ObjectNode tree, Reader reader) {
    return Optional.ofNullable(begun.get(reader.mark()))
        .filter(each -> each.host().equals(reader.host()))
        .filter(each -> ChangeFeed.isLeased(tree, reader.leases(), reader.container()));
  }

  /**
   * Has a reader's host take its lease, if it has not: one that is told when to begin whether it
   * runs yet or is waited for, and one that begins with what comes then once it runs.
   */
  void lease(Reader reader) {
    if (begun(ledger.read(false), reader).isEmpty()
        && (reader.beginning().isPresent() || runs(reader))) {
      ledger.change(
          (tree, now) -> {
            ChangeFeed.lease(tree, reader.leases(), reader.container());
            long at = ChangeFeed.beginning(tree, reader.container(), reader.beginning());
            return begun.put(reader.mark(), new Begun(reader.host(), at));
          });
    }
  }

  private boolean runs(Reader reader) {
    ObjectNode tree = ledger.read(false);
    return hosts.standing(tree, reader.site(), ledger.now()).state() == Standing.State.RUNNING;
  }

  /**
   * Brings what comes next, and waits for that; nothing if that is being done already.
   *
   * @param until the number of the change that is meant; what waits before it is brought first
   * @return what became of that change, or why none is brought, in a line; empty if it was not its
   *     turn
   */
  Optional<String> bring(Reader reader, Optional<Long> until) {
    if (!flying.add(reader.mark())) {
      return Optional.empty();
    }
    try {
      lease(reader);
      return upTo(reader, until);
    } finally {
      flying.remove(reader.mark());
    }
  }

  private Optional<String> upTo(Reader reader, Optional<Long> until) {
    ObjectNode tree = ledger.read(false);
    Optional<Reader> able = reader.now(tree, ledger.now());
    if (able.isEmpty()
        || !ChangeFeed.isDue(tree, reader.leases(), reader.container(), ledger.now())) {
      return until.map(
          any -> able.isEmpty() ? DEAF : "waits behind one that failed and comes again");
    }
    if (begun(tree, reader).isEmpty()) {
      return until.map(number -> IDLE);
    }
    Optional<ArrayNode> some = next(tree, reader, reader.most());
    if (some.isEmpty()) {
      return until.map(number -> Lines.HANDLED);
    }
    int tries = ChangeFeed.tries(tree, reader.leases(), reader.container());
    Optional<Boolean> well =
        hosts.deliver(
            tree,
            able.get().site(),
            ledger.now(),
            new Arrival(reader.function(), new Datum.Json(some.get().toString()), Map.of(), tries));
    String line = settled(reader, some.get(), tries, well);
    boolean stands = line.equals(IDLE) || line.equals(DEAF);
    return until
        .filter(number -> stands || ChangeFeed.last(some.get()) >= number)
        .map(number -> line);
  }

  private String settled(Reader reader, ArrayNode some, int tries, Optional<Boolean> well) {
    return ledger.change(
        (tree, now) -> {
          if (well.isEmpty()) {
            return IDLE;
          }
          if (!ChangeFeed.isLeased(tree, reader.leases(), reader.container())) {
            return DEAF;
          }
          if (!well.get() && reader.retry().after(tries)) {
            Instant due = now.plus(reader.retry().pause(tries));
            ChangeFeed.failed(tree, reader.leases(), reader.container(), due);
            return "failed, and comes again in " + reader.retry().pause(tries).toSeconds() + " s";
          }
          ChangeFeed.move(tree, reader.leases(), reader.container(), ChangeFeed.last(some));
          return well.get() ? Lines.HANDLED : "failed, and is passed over";
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
