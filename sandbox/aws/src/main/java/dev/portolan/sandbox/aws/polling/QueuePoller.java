package dev.portolan.sandbox.aws.polling;

import static dev.portolan.sandbox.aws.polling.MappedFunctions.function;
import static dev.portolan.sandbox.aws.polling.MappedFunctions.source;
import static dev.portolan.sandbox.aws.polling.MappedFunctions.uuid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.sqs.Messages;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes from the queues that functions are mapped to, a batch at a time for each mapping, and calls
 * the functions with what it took. What a function does not answer for stays hidden for the queue's
 * visibility timeout, and comes again then.
 */
public final class QueuePoller implements Runnable {
  private static final String FAILED = "failed: ";

  private final MappedFunctions functions;
  private final Executor threads;
  private final Consumer<String> tell;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<String, String> told = new ConcurrentHashMap<>();

  public QueuePoller(MappedFunctions functions, Executor threads, Consumer<String> tell) {
    this.functions = functions;
    this.threads = threads;
    this.tell = tell;
  }

  @Override
  public void run() {
    for (JsonNode mapping : Mappings.everywhere(functions.state().read(), functions.now())) {
      Optional<ObjectNode> queue = Queues.byArn(functions.state().read(), source(mapping));
      boolean due =
          Mappings.active(mapping, functions.now())
              && queue.filter(one -> Messages.waiting(one, functions.now())).isPresent();
      if (due && busy.add(uuid(mapping))) {
        threads.execute(
            () -> {
              try {
                drain(mapping);
              } finally {
                busy.remove(uuid(mapping));
              }
            });
      }
    }
  }

  /** Each message once: one that nothing hides would else come again without end. */
  private void drain(JsonNode mapping) {
    Optional<String> hindrance = hindrance(mapping);
    if (hindrance.isPresent()) {
      if (!hindrance.get().equals(told.put(uuid(mapping), hindrance.get()))) {
        tell.accept(function(mapping) + ": " + hindrance.get());
      }
      return;
    }
    told.remove(uuid(mapping));
    Set<String> seen = new HashSet<>();
    List<JsonNode> batch = take(mapping, id -> !seen.contains(id));
    while (!batch.isEmpty()) {
      batch.forEach(message -> seen.add(message.path("id").asText()));
      deliver(mapping, batch).ifPresent(why -> tell.accept(function(mapping) + ": " + why));
      batch = take(mapping, id -> !seen.contains(id));
    }
  }

  /** Why Lambda cannot take from the queue for this function; empty if it can. */
  Optional<String> hindrance(JsonNode mapping) {
    return functions.hindrance(mapping, "sqs:ReceiveMessage", "receive from");
  }

  private List<JsonNode> take(JsonNode mapping, Predicate<String> which) {
    return functions.state().change(tree -> take(tree, mapping, which));
  }

  /** Takes a batch, if the mapping still does so. */
  List<JsonNode> take(ObjectNode tree, JsonNode mapping, Predicate<String> which) {
    Optional<ObjectNode> queue =
        functions.current(tree, mapping).flatMap(one -> Queues.byArn(tree, source(one)));
    return queue.isEmpty()
        ? List.of()
        : Messages.receive(
            tree,
            queue.get(),
            mapping.path("BatchSize").asInt(),
            Queues.visibility(queue.get()),
            functions.now(),
            which);
  }

  /** Calls the function and deletes what it has done; why the rest comes again. */
  private Optional<String> deliver(JsonNode mapping, List<JsonNode> batch) {
    Map<String, Optional<String>> ended = bring(mapping, batch);
    List<String> whys = ended.values().stream().flatMap(Optional::stream).toList();
    boolean part = batch.size() > 1 && whys.stream().allMatch(why -> why.startsWith(FAILED));
    return whys.stream()
        .findFirst()
        .map(
            why ->
                part
                    ? why.replaceFirst(FAILED, FAILED + whys.size() + " of " + batch.size() + " ")
                    : why);
  }

  /** The same, and why each comes again, by its id; nothing for one that the function has done. */
  Map<String, Optional<String>> bring(JsonNode mapping, List<JsonNode> batch) {
    byte[] payload = QueueEnvelope.of(batch, source(mapping));
    Map<String, Optional<String>> ended = new LinkedHashMap<>();
    Outcome outcome;
    try {
      outcome = functions.call(mapping, payload);
    } catch (AwsRefusal refusal) {
      Optional<String> why = Optional.of("was not called: " + refusal.getMessage());
      batch.forEach(message -> ended.put(message.path("id").asText(), why));
      return ended;
    }
    List<String> ids = batch.stream().map(message -> message.path("id").asText()).toList();
    Set<String> again = BatchReply.again(outcome, MappedFunctions.reads(mapping), ids);
    functions
        .state()
        .change(
            tree -> {
              Queues.byArn(tree, source(mapping)).ifPresent(queue -> done(queue, batch, again));
              return tree;
            });
    for (String id : ids) {
      ended.put(id, again.contains(id) ? Optional.of(failed(mapping, id)) : Optional.empty());
    }
    return ended;
  }

  private static void done(ObjectNode queue, List<JsonNode> batch, Set<String> again) {
    for (JsonNode message : batch) {
      if (!again.contains(message.path("id").asText())) {
        Messages.delete(queue, message.path("receipt").asText());
      }
    }
  }

  /** The function may itself have changed for how long it is hidden. */
  private String failed(JsonNode mapping, String id) {
    Duration hidden =
        Queues.byArn(functions.state().read(), source(mapping))
            .flatMap(queue -> Messages.visibleAt(queue, id))
            .map(at -> Duration.between(functions.now(), at))
            .filter(left -> !left.isNegative())
            .orElse(Duration.ZERO);
    // what is begun of a second counts whole
    long seconds = hidden.plusMillis(999).toSeconds();
    return FAILED + "in " + source(mapping) + " again, hidden for " + seconds + " s";
  }
}
