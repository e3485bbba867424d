package dev.portolan.sandbox.azure.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Lines;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.worker.Datum;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * Brings records to the functions that take them, as their hosts do: those of a partition one after
 * the other, each when the one before is committed. What fails is tried again as the function's
 * retry policy says; then it is committed like any other, unless {@code host.json} says that it is
 * not: then it is tried again from the beginning, as often as that allows. How often it was tried
 * the host knows alone, and not the one after it. Safe for use by many threads.
 *
 * <p>Here what fails holds up its own partition; in an instance of Azure's also others whose
 * records came behind it.
 *
 * <p>https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/SingleItemFunctionExecutor.cs
 */
public final class KafkaPump implements AutoCloseable {

  private static final String IDLE = "is not running";
  private static final String DEAF = "listens no more";

  private static final long GLANCE_MILLIS = 200;

  private final Ledger ledger;
  private final Hosts hosts;
  private final BiConsumer<String, String> log;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Set<String> flying = ConcurrentHashMap.newKeySet();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /**
   * What a host knows of a partition, and forgets when it ends.
   *
   * @param begins where it begins if nothing is committed
   * @param tries how often the policy has tried what comes next
   * @param rounds how often the policy was through with it
   * @param due before which it is not tried again
   */
  private record Lane(String host, long begins, int tries, int rounds, Instant due) {
    private Lane fresh() {
      return new Lane(host, begins, 0, 0, Instant.MIN);
    }
  }

  /**
   * A pump that stands.
   *
   * @param log takes a site's name and a line of its host
   */
  public KafkaPump(Ledger ledger, Hosts hosts, BiConsumer<String, String> log) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.log = log;
    this.threads = Executors.newCachedThreadPool(work -> thread(work, "azure-kafka"));
    this.clock =
        Executors.newSingleThreadScheduledExecutor(work -> thread(work, "azure-kafka-clock"));
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on records are brought without being asked for. */
  public void start() {
    clock.scheduleWithFixedDelay(this::glance, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What fails here is in the log, and tried again: a clock forgets whoever throws. */
  private void glance() {
    try {
      ObjectNode tree = ledger.read(false);
      for (Consumer each : Consumer.all(tree, hosts, ledger.now())) {
        if (!each.trouble().isEmpty()) {
          if (troubled.add(each.mark())) {
            log.accept(each.siteName(), each.trouble());
          }
          continue;
        }
        troubled.remove(each.mark());
        for (int partition = 0; partition < KafkaLog.PARTITIONS; partition++) {
          int next = partition;
          if (lane(each, next).isEmpty() || hasWork(tree, each, next)) {
            threads.execute(() -> bring(each, next, Optional.empty()));
          }
        }
      }
    } catch (RuntimeException failed) {
      log.accept("kafka", "The topics were not looked at: " + failed);
    }
  }

  private boolean hasWork(ObjectNode tree, Consumer each, int partition) {
    return lane(each, partition).filter(lane -> !lane.due().isAfter(ledger.now())).isPresent()
        && next(tree, each, partition).isPresent();
  }

  private static String key(Consumer consumer, int partition) {
    return consumer.mark() + "/" + consumer.log() + "/" + consumer.group() + "/" + partition;
  }

  private Optional<Lane> lane(Consumer consumer, int partition) {
    return Optional.ofNullable(lanes.get(key(consumer, partition)))
        .filter(lane -> lane.host().equals(consumer.host()));
  }

  /**
   * Has a consumer's host join its group, if it has not: one that begins with the oldest record
   * whether it runs yet or is waited for, and one that begins with what comes then once it runs.
   */
  void join(Consumer consumer) {
    for (int partition = 0; partition < KafkaLog.PARTITIONS; partition++) {
      if (lane(consumer, partition).isEmpty() && (consumer.earliest() || runs(consumer))) {
        ObjectNode tree = ledger.read(false);
        long begins = consumer.earliest() ? 0 : KafkaLog.end(tree, consumer.log(), partition);
        lanes.put(key(consumer, partition), new Lane(consumer.host(), begins, 0, 0, Instant.MIN));
      }
    }
  }

  private boolean runs(Consumer consumer) {
    ObjectNode tree = ledger.read(false);
    return hosts.standing(tree, consumer.site(), ledger.now()).state() == Standing.State.RUNNING;
  }

  private long offset(ObjectNode tree, Consumer consumer, int partition) {
    return KafkaLog.committed(tree, consumer.log(), consumer.group(), partition)
        .orElseGet(() -> lane(consumer, partition).map(Lane::begins).orElse(0L));
  }

  private Optional<JsonNode> next(ObjectNode tree, Consumer consumer, int partition) {
    return KafkaLog.at(tree, consumer.log(), partition, offset(tree, consumer, partition));
  }

  /**
   * Brings what comes next of a partition, and waits for that; nothing if that is being done
   * already.
   *
   * @param until the offset of the record that is meant; what waits before it is brought first
   * @return what became of that record, or why none is brought, in a line; empty if it was not its
   *     turn
   */
  Optional<String> bring(Consumer consumer, int partition, Optional<Long> until) {
    if (!flying.add(consumer.log() + "/" + consumer.group() + "/" + partition)) {
      return Optional.empty();
    }
    try {
      join(consumer);
      return upTo(consumer, partition, until);
    } finally {
      flying.remove(consumer.log() + "/" + consumer.group() + "/" + partition);
    }
  }

  private Optional<String> upTo(Consumer consumer, int partition, Optional<Long> until) {
    ObjectNode tree = ledger.read(false);
    Optional<Consumer> able =
        Consumer.all(tree, hosts, ledger.now()).stream()
            .filter(each -> each.mark().equals(consumer.mark()) && each.trouble().isEmpty())
            .findFirst();
    if (able.isEmpty()) {
      return until.map(offset -> DEAF);
    }
    Optional<Lane> lane = lane(consumer, partition);
    if (lane.isEmpty()) {
      return until.map(offset -> IDLE);
    }
    if (lane.get().due().isAfter(ledger.now())) {
      return until.map(offset -> "waits behind one that failed and comes again");
    }
    long offset = offset(tree, consumer, partition);
    Optional<JsonNode> record = next(tree, consumer, partition);
    if (record.isEmpty() || until.filter(meant -> meant < offset).isPresent()) {
      return until.map(meant -> Lines.HANDLED);
    }
    Optional<Boolean> well =
        hosts.deliver(
            tree,
            able.get().site(),
            ledger.now(),
            new Arrival(
                consumer.function(),
                new Datum.Bytes(KafkaLog.value(record.get())),
                metadata(consumer, partition, offset, record.get()),
                lane.get().tries()));
    String line = settled(consumer, partition, offset, lane.get(), well);
    return until.filter(meant -> line.equals(IDLE) || offset >= meant).map(meant -> line);
  }

  /** {@code KafkaTriggerBindingStrategy.AddBindingData}; what is {@code null} is not told. */
  private static Map<String, Datum> metadata(
      Consumer consumer, int partition, long offset, JsonNode record) {
    Map<String, Datum> all = new LinkedHashMap<>();
    if (record.has("key")) {
      all.put("Key", new Datum.Text(record.path("key").asText()));
    }
    all.put("Partition", new Datum.Json("" + partition));
    all.put("Topic", new Datum.Text(consumer.topic()));
    all.put("Timestamp", new Datum.Json("\"" + record.path("at").asText() + "\""));
    all.put("Offset", new Datum.Json("" + offset));
    all.put("Headers", new Datum.Json("[]"));
    all.put("IsPartitionEOF", new Datum.Json("false"));
    return all;
  }

  private String settled(
      Consumer consumer, int partition, long offset, Lane lane, Optional<Boolean> well) {
    if (well.isEmpty()) {
      return IDLE;
    }
    String key = key(consumer, partition);
    if (!well.get() && consumer.retry().after(lane.tries())) {
      var pause = consumer.retry().pause(lane.tries());
      Instant due = ledger.now().plus(pause);
      lanes.put(key, new Lane(lane.host(), lane.begins(), lane.tries() + 1, lane.rounds(), due));
      return "failed, and comes again in " + pause.toSeconds() + " s";
    }
    boolean stays =
        !consumer.passesOver() && (consumer.most() < 0 || lane.rounds() < consumer.most());
    if (!well.get() && stays) {
      lanes.put(key, new Lane(lane.host(), lane.begins(), 0, lane.rounds() + 1, Instant.MIN));
      return "failed, and comes again at once";
    }
    lanes.put(key, lane.fresh());
    ledger.change(
        (tree, now) -> {
          KafkaLog.commit(tree, consumer.log(), consumer.group(), partition, offset + 1);
          return tree;
        });
    return well.get() ? Lines.HANDLED : "failed, and is passed over";
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
