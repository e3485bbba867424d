package dev.portolan.sandbox.aws.polling;

import static dev.portolan.sandbox.aws.polling.MappedFunctions.source;
import static dev.portolan.sandbox.aws.polling.MappedFunctions.uuid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets each mapping of a table's stream bring what is due, a batch at a time and in order. Nobody
 * else does so for the same mapping meanwhile: two would bring the same, and one move the other's
 * place.
 */
public final class StreamPoller implements Runnable {
  private final MappedFunctions functions;
  private final StreamStep step;
  private final Executor threads;
  private final Consumer<String> tell;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Map<String, String> told = new ConcurrentHashMap<>();

  /** {@code tell} takes lines worth telling a person. */
  public StreamPoller(MappedFunctions functions, Executor threads, Consumer<String> tell) {
    this.functions = functions;
    this.step = new StreamStep(functions);
    this.threads = threads;
    this.tell = tell;
  }

  @Override
  public void run() {
    for (JsonNode mapping : Mappings.everywhere(functions.state().read(), functions.now())) {
      if (Mappings.streamed(source(mapping)) && due(mapping) && !lock(uuid(mapping)).isLocked()) {
        threads.execute(() -> drainIfFree(mapping));
      }
    }
  }

  private boolean due(JsonNode mapping) {
    return Mappings.active(mapping, functions.now())
        && StreamPlace.of(mapping).again() <= functions.now().toEpochMilli()
        && !step.next(mapping).isEmpty();
  }

  /** Whether a record is due that the stream told of up to a number. */
  private boolean due(JsonNode mapping, long last) {
    return due(mapping) && StreamStep.number(step.next(mapping).get(0)) <= last;
  }

  private ReentrantLock lock(String uuid) {
    return locks.computeIfAbsent(uuid, none -> new ReentrantLock());
  }

  private void drainIfFree(JsonNode mapping) {
    ReentrantLock lock = lock(uuid(mapping));
    if (!lock.tryLock()) {
      return;
    }
    List<String> lines;
    try {
      lines = drain(mapping, step.last(mapping)).told();
    } finally {
      lock.unlock();
    }
    if (lines.isEmpty()) {
      told.remove(uuid(mapping));
    }
    for (String line : lines) {
      // told once, however often it comes again
      if (!line.equals(told.put(uuid(mapping), line))) {
        tell.accept(MappedFunctions.function(mapping) + ": " + line);
      }
    }
  }

  /** Does something while nothing is brought by these mappings, except in there. */
  <T> T alone(List<JsonNode> mappings, Supplier<T> work) {
    List<ReentrantLock> all =
        mappings.stream().map(MappedFunctions::uuid).sorted().distinct().map(this::lock).toList();
    all.forEach(ReentrantLock::lock);
    try {
      return work.get();
    } finally {
      all.forEach(ReentrantLock::unlock);
    }
  }

  /**
   * Brings all that is due; to be called by who holds the mapping's lock.
   *
   * @param last the number of the last record to wait for: a function that changes its own table
   *     would else never be done
   */
  Drained drain(JsonNode mapping, long last) {
    Drained drained = Drained.begin();
    Optional<JsonNode> still = functions.current(mapping);
    while (still.filter(one -> due(one, last)).isPresent()) {
      Optional<String> hindrance =
          functions.hindrance(still.get(), "dynamodb:GetRecords", "read from");
      if (hindrance.isPresent()) {
        drained.told().add(hindrance.get());
        return drained;
      }
      try {
        step.bring(still.get(), drained);
      } catch (AwsRefusal goneMeanwhile) {
        drained.told().add("was not called: " + goneMeanwhile.getMessage());
        return drained;
      }
      still = functions.current(mapping);
    }
    return drained;
  }
}
