package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function calls by itself: queues that it sends to, buckets that it reads or stores in. */
record WantedUses(List<UsedQueue> queues, List<UsedBucket> buckets) {
  /** What the variables begin with that tell the adapter where these are. */
  static final String VARIABLES = "PORTOLAN_USE_";

  /** What those begin with that tell it of queues. */
  private static final String QUEUES = VARIABLES + "QUEUE_";

  /** For us alone: what a version does with which buckets, so that a rollback knows. */
  private static final String ACCESS = VARIABLES + "ACCESS";

  /**
   * A queue to send to.
   *
   * @param here whether it is one of this account and region
   */
  record UsedQueue(String variable, String name, String arn, boolean here, String url) {}

  /** A bucket, and what may be done with its objects. */
  record UsedBucket(String variable, String name, boolean read, boolean write) {
    List<JsonNode> statements(Place place) {
      List<JsonNode> statements = new ArrayList<>();
      if (read) {
        statements.addAll(Policies.readsObjects(place, name));
      }
      if (write) {
        statements.add(Policies.storesObjects(place, name));
      }
      return statements;
    }

    /** One of which a version says what it does with it. */
    private static UsedBucket told(String access) {
      int colon = access.indexOf(':');
      String rights = access.substring(0, colon);
      return new UsedBucket(
          "", access.substring(colon + 1), rights.contains("r"), rights.contains("w"));
    }

    private String access() {
      return (read ? "r" : "") + (write ? "w" : "") + ":" + name;
    }
  }

  static WantedUses none() {
    return new WantedUses(List.of(), List.of());
  }

  static WantedUses of(Place place, FunctionSpec spec, Names names) {
    List<UsedQueue> queues = new ArrayList<>();
    SortedMap<String, UsedBucket> buckets = new TreeMap<>();
    for (Use use : spec.uses()) {
      String given = names.of(use.name());
      if (use.kind() == Use.Kind.SEND) {
        QueueName.parse(given)
            .map(
                queue ->
                    new UsedQueue(
                        use.variable(),
                        queue.name(),
                        place.queueArn(queue.name()),
                        queue.in(place),
                        queue.url(place, given)))
            .ifPresent(queues::add);
      } else {
        boolean read = use.kind() == Use.Kind.READ;
        buckets.merge(
            use.variable(),
            new UsedBucket(use.variable(), given, read, !read),
            (a, b) ->
                new UsedBucket(a.variable(), given, a.read() || b.read(), a.write() || b.write()));
      }
    }
    return new WantedUses(List.copyOf(queues), List.copyOf(buckets.values()));
  }

  /** Where the adapter finds them. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    queues.forEach(queue -> environment.put(queue.variable(), queue.url()));
    buckets.forEach(bucket -> environment.put(bucket.variable(), bucket.name()));
    if (!buckets.isEmpty()) {
      environment.put(
          ACCESS, buckets.stream().map(UsedBucket::access).collect(Collectors.joining(" ")));
    }
    return environment;
  }

  /** What the function's role must be allowed for them. */
  List<JsonNode> statements(Place place) {
    List<JsonNode> statements = new ArrayList<>();
    queues.forEach(queue -> statements.add(Policies.sends(queue.arn())));
    buckets.forEach(bucket -> statements.addAll(bucket.statements(place)));
    return statements;
  }

  /** Those of which a function's variables tell it, as far as the queues are here. */
  static WantedUses told(Place place, Map<String, String> environment) {
    List<UsedQueue> queues = new ArrayList<>();
    environment.forEach(
        (name, url) -> {
          if (name.startsWith(QUEUES)) {
            QueueName.parse(url)
                .filter(queue -> queue.in(place))
                .map(
                    queue ->
                        new UsedQueue(name, queue.name(), place.queueArn(queue.name()), true, url))
                .ifPresent(queues::add);
          }
        });
    return new WantedUses(List.copyOf(queues), buckets(environment));
  }

  /** What a function does that has these variables, one phrase a right that it needs. */
  static SortedSet<String> deeds(Map<String, String> environment) {
    SortedSet<String> deeds = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(QUEUES)) {
            deeds.add("sends to " + value);
          }
        });
    for (UsedBucket bucket : buckets(environment)) {
      if (bucket.read()) {
        deeds.add("reads " + bucket.name());
      }
      if (bucket.write()) {
        deeds.add("stores in " + bucket.name());
      }
    }
    return deeds;
  }

  private static List<UsedBucket> buckets(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault(ACCESS, "").split(" "))
        .filter(access -> access.contains(":"))
        .map(UsedBucket::told)
        .toList();
  }
}
