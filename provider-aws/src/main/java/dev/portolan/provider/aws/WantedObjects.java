package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;

/**
 * What a bucket shall tell a function of: one entry of the bucket's notification configuration.
 *
 * @param id the entry's, made of the function's name, so that it is known again
 * @param function ARN of the live alias
 * @param events as S3 calls them; what a lifecycle rule removes is removed as well
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html">Event
 *     types</a>
 */
record WantedObjects(String bucket, String id, String function, List<String> events) {
  private static final String CREATED = "s3:ObjectCreated:*";
  private static final List<String> DELETED =
      List.of("s3:ObjectRemoved:*", "s3:LifecycleExpiration:*");

  /** One a bucket, sorted by its name. */
  static List<WantedObjects> of(Place place, FunctionSpec spec, Names names) {
    String name = place.function(spec.name());
    SortedMap<String, Set<String>> asked = new TreeMap<>();
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.ObjectCreated objects) {
        add(asked, names.of(objects.bucket()), List.of(CREATED));
      } else if (trigger instanceof Trigger.ObjectDeleted objects) {
        add(asked, names.of(objects.bucket()), DELETED);
      }
    }
    List<WantedObjects> all = new ArrayList<>();
    for (Map.Entry<String, Set<String>> one : asked.entrySet()) {
      List<String> events = List.copyOf(one.getValue());
      all.add(new WantedObjects(one.getKey(), id(name), place.liveArn(name), events));
    }
    return all;
  }

  private static void add(SortedMap<String, Set<String>> asked, String bucket, List<String> more) {
    asked.computeIfAbsent(bucket, none -> new TreeSet<>()).addAll(more);
  }

  /** Of the entry that calls a function of ours, in whatever bucket. */
  static String id(String physicalName) {
    return "portolan-" + physicalName;
  }

  LambdaFunctionConfiguration entry() {
    return LambdaFunctionConfiguration.builder()
        .id(id)
        .lambdaFunctionArn(function)
        .eventsWithStrings(events)
        .build();
  }

  /** Whether one of these events is among others: "s3:ObjectCreated:Put" is a creation, too. */
  boolean overlaps(List<String> others) {
    return events.stream().anyMatch(own -> others.stream().anyMatch(other -> alike(own, other)));
  }

  private static boolean alike(String own, String other) {
    return other.startsWith(own.substring(0, own.lastIndexOf(':') + 1));
  }

  String shown() {
    return String.join(", ", events);
  }
}
