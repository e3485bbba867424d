package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.testkit.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The memory cloud's own interface: one method a call. Things are created by name, gates are not.
 */
final class MemoryCalls {
  final SortedMap<String, Thing> things = new TreeMap<>();
  final MemoryGate gate;
  private final TimeSource time;
  private Duration readable = Duration.ZERO;
  private Duration usable = Duration.ZERO;
  private int numbers;

  MemoryCalls(MemoryGate gate, TimeSource time) {
    this.gate = gate;
    this.time = time;
  }

  /** All that another holds. */
  void fill(MemoryCalls other) {
    things.putAll(other.things);
    readable = other.readable;
    usable = other.usable;
    numbers = other.numbers;
  }

  void delay(Duration toRead, Duration toUse) {
    readable = toRead;
    usable = toUse;
  }

  String identity() {
    return gate.pass("identity", Call.Kind.READ, () -> "tester");
  }

  Optional<Thing> get(String id) {
    return gate.pass("get " + id, Call.Kind.READ, () -> seen(id));
  }

  /** Visible things whose ids begin so. */
  List<Thing> list(String prefix) {
    return gate.pass(
        "list " + prefix,
        Call.Kind.READ,
        () ->
            things.keySet().stream()
                .filter(id -> id.startsWith(prefix))
                .map(this::seen)
                .flatMap(Optional::stream)
                .toList());
  }

  /** Fails if there is one of that name, whoever owns it. */
  Thing create(String id, String owner, Map<String, String> fields) {
    return gate.pass(
        "create " + id,
        Call.Kind.MUTATION,
        () -> {
          if (things.containsKey(id)) {
            throw new MemoryFault(MemoryFault.Code.EXISTS, id + " exists");
          }
          use(fields.getOrDefault("role", ""));
          return put(id, owner, fields);
        });
  }

  /** Creates one more gate, whatever others there are; the cloud chooses its id. */
  Thing createGate(String name, String owner) {
    return gate.pass(
        "create gate " + name,
        Call.Kind.MUTATION,
        () -> put("gate/g" + ++numbers, owner, Map.of("name", name)));
  }

  /** The version of what the function is now; the same as last time if nothing changed since. */
  String publish(String function) {
    return gate.pass(
        "publish " + function,
        Call.Kind.MUTATION,
        () -> {
          Thing now = use("function/" + function);
          String published = now.get("published");
          Thing before = things.get("version/" + function + "/" + published);
          if (before != null && same(before, now)) {
            return published;
          }
          String number = Integer.toString(++numbers);
          put("version/" + function + "/" + number, now.owner(), content(now));
          things.put(now.id(), now.with("published", number));
          return number;
        });
  }

  Thing update(String id, UnaryOperator<Thing> change) {
    return gate.pass(
        "update " + id,
        Call.Kind.MUTATION,
        () -> {
          Thing changed = change.apply(use(id));
          things.put(id, changed);
          return changed;
        });
  }

  /** Nothing happens if it is gone. */
  void delete(String id) {
    gate.pass("delete " + id, Call.Kind.MUTATION, () -> things.remove(id));
  }

  static Map<String, String> content(Thing function) {
    Map<String, String> content = new TreeMap<>();
    for (String field : List.of("digest", "memory", "access", "environment")) {
      content.put(field, function.get(field));
    }
    return content;
  }

  static boolean same(Thing version, Thing function) {
    return version.fields().equals(content(function));
  }

  Thing put(String id, String owner, Map<String, String> fields) {
    Instant now = time.now();
    Thing thing = new Thing(id, owner, Map.copyOf(fields), now.plus(readable), now.plus(usable));
    things.put(id, thing);
    return thing;
  }

  private Optional<Thing> seen(String id) {
    return Optional.ofNullable(things.get(id))
        .filter(thing -> !thing.readable().isAfter(time.now()));
  }

  private Thing use(String id) {
    if (id.isEmpty()) {
      return null;
    }
    Thing thing = things.get(id);
    if (thing == null) {
      throw new MemoryFault(MemoryFault.Code.NOT_FOUND, "there is no " + id);
    }
    if (thing.usable().isAfter(time.now())) {
      throw new MemoryFault(MemoryFault.Code.NOT_VISIBLE, id + " is not ready yet");
    }
    return thing;
  }
}
