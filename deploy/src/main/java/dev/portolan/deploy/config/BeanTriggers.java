package dev.portolan.deploy.config;

import dev.portolan.deploy.config.Configuration.Entry;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What calls a framework's bean, as a project configures it: the bean's own code cannot say it. The
 * keys are the members of the function side's annotations, and mean what those do.
 */
final class BeanTriggers {
  static final String DEFINITION = "definition";
  static final List<String> KEYS =
      List.of(
          DEFINITION,
          "path",
          "methods",
          "access",
          "schedule",
          "timezone",
          "topic",
          "types",
          "queue",
          "batch",
          "objectCreated",
          "objectDeleted",
          "recordChanged",
          "kafka",
          "group");

  /** Keys that say more of another one. */
  private static final Map<String, String> OF =
      Map.of("timezone", "schedule", "types", "topic", "batch", "queue", "group", "kafka");

  private static final List<String> OF_HTTP = List.of("path", "methods", "access");
  private static final String EVENT = "dev.portolan.Event<byte[]>";

  private static final String REQUEST = "dev.portolan.HttpRequest";
  private static final String RESPONSE = "dev.portolan.HttpResponse";

  /** What {@code @Queue} takes together unless it says so. */
  private static final int DEFAULT_BATCH = 10;

  private final Map<String, Entry> given;
  private final List<Problem> problems;

  BeanTriggers(Map<String, Entry> given, List<Problem> problems) {
    this.given = given;
    this.problems = problems;
  }

  /**
   * The function, called by what is configured; one that events call, by HTTP only if it says so.
   */
  FunctionSpec over(FunctionSpec function) {
    given.forEach(this::alone);
    List<Trigger> events = new ArrayList<>();
    add(events, "schedule", cron -> new Trigger.Schedule(cron, text("timezone", "UTC")));
    add(events, "topic", topic -> new Trigger.Topic(topic, texts("types", List.of())));
    add(events, "queue", queue -> new Trigger.Queue(queue, batch()));
    add(events, "objectCreated", Trigger.ObjectCreated::new);
    add(events, "objectDeleted", Trigger.ObjectDeleted::new);
    add(events, "recordChanged", Trigger.RecordChanged::new);
    add(events, "kafka", ignored -> kafka());
    if (events.isEmpty() && function.input().equals(EVENT)) {
      problems.add(
          Problem.of(
              "the function '" + function.name() + "'",
              "its bean takes an Event, and nothing is configured that sends one",
              "say what does in the plugin's configuration: <functions><"
                  + function.name()
                  + "><queue>orders</queue></"
                  + function.name()
                  + "></functions>; or let the bean take the data alone"));
    }
    boolean http = events.isEmpty() || OF_HTTP.stream().anyMatch(given::containsKey);
    List<Trigger> all = new ArrayList<>();
    if (http) {
      function.triggers(Trigger.Http.class).map(this::http).forEach(all::add);
    }
    all.addAll(events);
    return http
        ? function.withTriggers(all).withTypes(REQUEST, RESPONSE)
        : function.withTriggers(all).withTypes(EVENT, "java.lang.Void");
  }

  /** Refuses a key that says more of one that is not there. */
  private void alone(String key, Entry entry) {
    String wanted = OF.get(key);
    if (wanted != null && !given.containsKey(wanted)) {
      problem(
          entry, key + " says nothing without " + wanted, "set " + wanted + ", or leave it out");
    }
  }

  private void add(List<Trigger> triggers, String key, Function<String, Trigger> made) {
    Optional.ofNullable(given.get(key)).map(e -> made.apply(e.value())).ifPresent(triggers::add);
  }

  private Trigger kafka() {
    return new Trigger.Kafka(texts("kafka", List.of()), text("group", ""));
  }

  private Trigger http(Trigger.Http named) {
    return new Trigger.Http(
        text("path", named.path()), texts("methods", named.methods()), access(named.access()));
  }

  private Trigger.Access access(Trigger.Access otherwise) {
    Trigger.Access[] access = {otherwise};
    value(
        "access",
        entry -> {
          try {
            access[0] = Trigger.Access.valueOf(entry.value().toUpperCase(Locale.ROOT));
          } catch (IllegalArgumentException unknown) {
            problem(entry, "access is '" + entry.value() + "'", "write public or authenticated");
          }
        });
    return access[0];
  }

  private int batch() {
    int[] batch = {DEFAULT_BATCH};
    value(
        "batch",
        entry -> {
          try {
            batch[0] = Integer.parseInt(entry.value());
          } catch (NumberFormatException none) {
            problem(entry, "batch is '" + entry.value() + "'", "write a number from 1 to 10");
          }
        });
    return batch[0];
  }

  private void value(String key, Consumer<Entry> taken) {
    Optional.ofNullable(given.get(key)).ifPresent(taken);
  }

  private String text(String key, String otherwise) {
    return Optional.ofNullable(given.get(key)).map(Entry::value).orElse(otherwise);
  }

  private List<String> texts(String key, List<String> otherwise) {
    return Optional.ofNullable(given.get(key))
        .map(entry -> List.of(entry.value().strip().split("\\s*,\\s*")))
        .orElse(otherwise);
  }

  private void problem(Entry entry, String what, String hint) {
    problems.add(Problem.of(entry.where(), what, hint));
  }
}
