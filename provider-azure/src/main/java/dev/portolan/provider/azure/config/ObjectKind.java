package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a function is told of the objects of a container.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Azure Blob
 *     Storage as an Event Grid source</a>
 */
public enum ObjectKind {
  CREATED("PORTOLAN_OBJECTS_CREATED_ID", "Microsoft.Storage.BlobCreated"),
  DELETED("PORTOLAN_OBJECTS_DELETED_ID", "Microsoft.Storage.BlobDeleted");

  private final String setting;
  private final String type;

  ObjectKind(String setting, String type) {
    this.setting = setting;
    this.type = type;
  }

  /**
   * The setting of a site that holds the resource id of the container. No host reads it: a later
   * run knows by it what its function is told of.
   */
  public String setting() {
    return setting;
  }

  /** The bucket that a function names for this; it has one trigger of a kind at most. */
  public Optional<String> bucket(FunctionSpec function) {
    return this == CREATED
        ? function.triggers(Trigger.ObjectCreated.class).findFirst().map(each -> each.bucket())
        : function.triggers(Trigger.ObjectDeleted.class).findFirst().map(each -> each.bucket());
  }

  /** All buckets that a function names. */
  public static Stream<String> buckets(FunctionSpec function) {
    return Stream.of(values()).flatMap(each -> each.bucket(function).stream()).distinct();
  }

  /** Whether a function is told of any objects. */
  public static boolean any(FunctionSpec function) {
    return buckets(function).findAny().isPresent();
  }

  /** The types of events that settings ask for, by the resource id of the container. */
  public static SortedMap<String, SortedSet<String>> types(Map<String, String> settings) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ObjectKind each : values()) {
      String container = settings.get(each.setting);
      if (container != null) {
        all.computeIfAbsent(container, id -> new TreeSet<>()).add(each.type);
      }
    }
    return all;
  }
}
