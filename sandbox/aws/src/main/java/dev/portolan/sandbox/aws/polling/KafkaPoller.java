package dev.portolan.sandbox.aws.polling;

import static dev.portolan.sandbox.aws.polling.MappedFunctions.uuid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.kafka.KafkaLog;
import dev.portolan.sandbox.aws.lambda.KafkaMappings;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets each mapping of a Kafka topic bring what is due, a batch at a time and in order. "If your
 * function returns an error for any of the messages in a batch, Lambda retries the whole batch of
 * messages until processing succeeds or the messages expire"; an answer is not read. Here a batch
 * that fails holds up all partitions, where at Lambda it holds up its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk-configure.html">Using an
 *     Amazon MSK cluster as an event source</a>
 */
public final class KafkaPoller implements Runnable {
  private static final String AGAIN = "_again";

  private final MappedFunctions functions;
  private final Executor threads;
  private final Consumer<String> tell;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Map<String, String> told = new ConcurrentHashMap<>();

  /** {@code tell} takes lines worth telling a person. */
  public KafkaPoller(MappedFunctions functions, Executor threads, Consumer<String> tell) {
    this.functions = functions;
    this.threads = threads;
    this.tell = tell;
  }

  @Override
  public void run() {
    for (JsonNode mapping : Mappings.everywhere(functions.state().read(), functions.now())) {
      boolean due =
          KafkaMappings.is(mapping)
              && Mappings.active(mapping, functions.now())
              && mapping.path(AGAIN).asLong() <= functions.now().toEpochMilli()
              && !next(mapping).isEmpty();
      if (due && !lock(mapping).isLocked()) {
        threads.execute(() -> drainIfFree(mapping));
      }
    }
  }

  private void drainIfFree(JsonNode mapping) {
    ReentrantLock lock = lock(mapping);
    if (!lock.tryLock()) {
      return;
    }
    Optional<String> why;
    try {
      why = drain(mapping, Long.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    if (why.isEmpty()) {
      told.remove(uuid(mapping));
    } else if (!why.get().equals(told.put(uuid(mapping), why.get()))) {
      // told once, however often it comes again
      tell.accept(MappedFunctions.function(mapping) + ": " + why.get());
    }
  }

  private ReentrantLock lock(JsonNode mapping) {
    return locks.computeIfAbsent(uuid(mapping), none -> new ReentrantLock());
  }

  /** Brings all up to a number; why not all of it is done. */
  Optional<String> bring(JsonNode mapping, long last) {
    ReentrantLock lock = lock(mapping);
    lock.lock();
    try {
      return drain(mapping, last);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> drain(JsonNode mapping, long last) {
    Optional<JsonNode> still = functions.current(mapping);
    while (still.isPresent()) {
      List<JsonNode> batch = next(still.get());
      if (batch.isEmpty() || batch.get(0).path("number").asLong() > last) {
        return Optional.empty();
      }
      Optional<String> why = hindrance(still.get()).or(failure(still.get(), batch));
      if (why.isPresent()) {
        functions.keep(mapping, one -> one.put(AGAIN, functions.later()));
        return why;
      }
      long number = batch.get(batch.size() - 1).path("number").asLong();
      functions
          .state()
          .change(
              tree -> {
                KafkaLog.commit(
                    tree, KafkaMappings.log(mapping), KafkaMappings.group(mapping), number);
                return tree;
              });
      still = functions.current(mapping);
    }
    return Optional.of("was not called: its mapping is disabled");
  }

  /** The next batch; nothing where all is done. */
  private List<JsonNode> next(JsonNode mapping) {
    String log = KafkaMappings.log(mapping);
    ObjectNode state = functions.state().read();
    long position =
        KafkaLog.position(
            state, log, KafkaMappings.group(mapping), mapping.path("_position").asLong());
    List<JsonNode> all = KafkaLog.after(state, log, position);
    return all.subList(0, Math.min(all.size(), mapping.path("BatchSize").asInt()));
  }

  /**
   * What Lambda tells as "Cluster failed to authorize Lambda".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-troubleshoot.html">Authentication
   *     and authorization errors</a>
   */
  private Optional<String> hindrance(JsonNode mapping) {
    List<String> secrets = KafkaMappings.secrets(mapping);
    for (String secret : secrets) {
      Optional<String> why =
          functions.hindrance(mapping, "secretsmanager:GetSecretValue", "read", secret);
      if (why.isPresent()) {
        return why;
      }
    }
    String arn = MappedFunctions.source(mapping);
    if (arn.isEmpty() || !secrets.isEmpty()) {
      return Optional.empty();
    }
    String topic = arn.replace(":cluster/", ":topic/") + "/" + KafkaMappings.topic(mapping);
    String group = arn.replace(":cluster/", ":group/") + "/" + KafkaMappings.group(mapping);
    return functions
        .hindrance(mapping, "kafka-cluster:Connect", "connect to", arn)
        .or(() -> functions.hindrance(mapping, "kafka-cluster:DescribeTopic", "look at", topic))
        .or(() -> functions.hindrance(mapping, "kafka-cluster:ReadData", "read", topic))
        .or(() -> functions.hindrance(mapping, "kafka-cluster:DescribeGroup", "look at", group))
        .or(() -> functions.hindrance(mapping, "kafka-cluster:AlterGroup", "join", group));
  }

  private Supplier<Optional<String>> failure(JsonNode mapping, List<JsonNode> batch) {
    return () -> {
      Outcome outcome;
      try {
        outcome = functions.call(mapping, KafkaEnvelope.of(batch, mapping));
      } catch (AwsRefusal refusal) {
        return Optional.of("was not called: " + refusal.getMessage());
      }
      if (outcome.throttled()) {
        return Optional.of("was not called: too many calls at the same time");
      }
      return outcome.error().isPresent()
          ? Optional.of(
              "failed: " + batch.size() + " of " + KafkaMappings.log(mapping) + " come again")
          : Optional.empty();
    };
  }
}
