package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a function calls by itself: queues that it sends to, buckets that it reads or stores in. */
record WantedUses(List<UsedQueue> queues, List<UsedBucket> buckets) {
  /** What the variables begin with that tell the adapter where these are. */
  static final String VARIABLES = "PORTOLAN_USE_";

  /**
   * A queue to send to.
   *
   * @param here whether it is one of this account and region
   */
  record UsedQueue(String variable, String name, String arn, boolean here, String url) {}

  /** A bucket, and what may be done with its objects. */
  record UsedBucket(String variable, String name, String arn, boolean read, boolean write) {
    List<JsonNode> statements() {
      List<JsonNode> statements = new ArrayList<>();
      if (read) {
        statements.addAll(Policies.readsObjects(arn));
      }
      if (write) {
        statements.add(Policies.storesObjects(arn));
      }
      return statements;
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
        String arn = place.bucketArn(given);
        buckets.merge(
            use.variable(),
            new UsedBucket(use.variable(), given, arn, read, !read),
            (a, b) ->
                new UsedBucket(
                    a.variable(), given, arn, a.read() || b.read(), a.write() || b.write()));
      }
    }
    return new WantedUses(List.copyOf(queues), List.copyOf(buckets.values()));
  }

  boolean isEmpty() {
    return queues.isEmpty() && buckets.isEmpty();
  }

  /** Where the adapter finds them. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    queues.forEach(queue -> environment.put(queue.variable(), queue.url()));
    buckets.forEach(bucket -> environment.put(bucket.variable(), bucket.name()));
    return environment;
  }

  /** What the function's role must be allowed for them. */
  List<JsonNode> statements() {
    List<JsonNode> statements = new ArrayList<>();
    queues.forEach(queue -> statements.add(Policies.sends(queue.arn())));
    buckets.forEach(bucket -> statements.addAll(bucket.statements()));
    return statements;
  }

  /** Those of a function's variables that tell it of such. */
  static SortedMap<String, String> among(Map<String, String> environment) {
    SortedMap<String, String> uses = new TreeMap<>(environment);
    uses.keySet().removeIf(name -> !name.startsWith(VARIABLES));
    return uses;
  }
}
