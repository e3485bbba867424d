package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Part;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The annotations of the function side, read by name: this side does not know their classes. Their
 * defaults are repeated here since a class file holds only what was written.
 */
final class Annotations {
  private static final String FUNCTION = "Ldev/portolan/Function;";
  private static final String HTTP = "Ldev/portolan/Http;";

  private static final String SCHEDULE = "Ldev/portolan/Schedule;";
  private static final String TOPIC = "Ldev/portolan/Topic;";
  private static final String KAFKA = "Ldev/portolan/Kafka;";
  private static final String QUEUE = "Ldev/portolan/Queue;";
  private static final String OBJECT_CREATED = "Ldev/portolan/ObjectCreated;";
  private static final String OBJECT_DELETED = "Ldev/portolan/ObjectDeleted;";
  private static final String RECORD_CHANGED = "Ldev/portolan/RecordChanged;";
  private static final String SENDS_TO = "Ldev/portolan/SendsTo;";
  private static final String READS_FROM = "Ldev/portolan/ReadsFrom;";
  private static final String WRITES_TO = "Ldev/portolan/WritesTo;";

  /** Those that make a class a function. */
  private static final Set<String> DECLARING =
      Set.of(
          FUNCTION,
          HTTP,
          SCHEDULE,
          TOPIC,
          KAFKA,
          QUEUE,
          OBJECT_CREATED,
          OBJECT_DELETED,
          RECORD_CHANGED);

  /** Those of a record's components: where in a request each is taken from. */
  private static final Map<String, Part.From> PLACING =
      Map.of(
          "Ldev/portolan/Http$Path;", Part.From.PATH,
          "Ldev/portolan/Http$Query;", Part.From.QUERY,
          "Ldev/portolan/Http$Header;", Part.From.HEADER,
          "Ldev/portolan/Http$Body;", Part.From.BODY);

  private static final Set<String> USING = Set.of(SENDS_TO, READS_FROM, WRITES_TO);

  /** What {@code @Queue} takes together unless it says so. */
  private static final int DEFAULT_BATCH = 10;

  private static final List<String> DEFAULT_METHODS = List.of("GET", "POST");

  private Annotations() {}

  /** Whether this is one of them, by its descriptor. */
  static boolean know(String descriptor) {
    return DECLARING.contains(descriptor)
        || USING.contains(descriptor)
        || PLACING.containsKey(descriptor);
  }

  /** Whether one of them makes it a function. */
  static boolean on(ClassFile file) {
    return file.annotations().keySet().stream().anyMatch(DECLARING::contains);
  }

  /** The name the class gives itself, or its own in lower case with dashes. */
  static String name(ClassFile file) {
    Object given = file.annotations().getOrDefault(FUNCTION, Map.of()).get("value");
    return given instanceof String text && !text.isEmpty() ? text : kebab(file.simpleName());
  }

  /** What calls it, in the same order however the source orders them. */
  static List<Trigger> triggers(ClassFile file) {
    List<Trigger> triggers = new ArrayList<>();
    add(triggers, file, HTTP, Annotations::http);
    add(triggers, file, SCHEDULE, Annotations::schedule);
    add(triggers, file, TOPIC, Annotations::topic);
    add(triggers, file, QUEUE, Annotations::queue);
    add(triggers, file, OBJECT_CREATED, values -> new Trigger.ObjectCreated(name(values)));
    add(triggers, file, OBJECT_DELETED, values -> new Trigger.ObjectDeleted(name(values)));
    add(triggers, file, RECORD_CHANGED, values -> new Trigger.RecordChanged(name(values)));
    add(triggers, file, KAFKA, Annotations::kafka);
    return triggers;
  }

  /** What it calls by itself, in the same order however the source orders the annotations. */
  static List<Use> uses(ClassFile file) {
    List<Use> uses = new ArrayList<>();
    use(uses, file, SENDS_TO, Use.Kind.SEND);
    use(uses, file, READS_FROM, Use.Kind.READ);
    use(uses, file, WRITES_TO, Use.Kind.WRITE);
    return uses;
  }

  /** Where a component says that it is taken from, each place it names. */
  static List<Part> parts(ClassFile.Component component) {
    List<Part> parts = new ArrayList<>();
    component
        .annotations()
        .forEach(
            (annotation, values) -> {
              Part.From from = PLACING.get(annotation);
              String given = text(values, "value", "");
              boolean own = given.isEmpty() && from != Part.From.BODY;
              parts.add(new Part(component.name(), from, own ? component.name() : given));
            });
    return parts;
  }

  private static void use(List<Use> uses, ClassFile file, String annotation, Use.Kind kind) {
    Optional.ofNullable(file.annotations().get(annotation))
        .ifPresent(
            values ->
                texts(values, "value", List.of()).forEach(name -> uses.add(new Use(kind, name))));
  }

  private static void add(
      List<Trigger> triggers,
      ClassFile file,
      String annotation,
      Function<Map<String, Object>, Trigger> read) {
    Optional.ofNullable(file.annotations().get(annotation)).map(read).ifPresent(triggers::add);
  }

  private static Trigger http(Map<String, Object> values) {
    return new Trigger.Http(
            text(values, "path", ""),
            texts(values, "methods", DEFAULT_METHODS),
            Trigger.Access.valueOf(text(values, "access", "AUTHENTICATED")))
        .withStreaming(Boolean.TRUE.equals(values.get("streaming")));
  }

  private static Trigger schedule(Map<String, Object> values) {
    return new Trigger.Schedule(text(values, "value", ""), text(values, "timezone", "UTC"));
  }

  private static Trigger topic(Map<String, Object> values) {
    return new Trigger.Topic(name(values), texts(values, "types", List.of()));
  }

  private static Trigger queue(Map<String, Object> values) {
    int batch = values.get("batch") instanceof Integer given ? given : DEFAULT_BATCH;
    return new Trigger.Queue(name(values), batch);
  }

  private static Trigger kafka(Map<String, Object> values) {
    return new Trigger.Kafka(texts(values, "value", List.of()), text(values, "group", ""));
  }

  private static String name(Map<String, Object> values) {
    return text(values, "value", "");
  }

  private static String text(Map<String, Object> values, String name, String otherwise) {
    return String.valueOf(values.getOrDefault(name, otherwise));
  }

  private static List<String> texts(
      Map<String, Object> values, String name, List<String> otherwise) {
    return values.get(name) instanceof List<?> given
        ? given.stream().map(String::valueOf).toList()
        : otherwise;
  }

  /** {@code PlaceOrder} is {@code place-order}, {@code HTTPPing2} is {@code http-ping2}. */
  static String kebab(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(java.util.Locale.ROOT);
  }
}
