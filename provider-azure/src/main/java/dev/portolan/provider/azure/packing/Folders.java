package dev.portolan.provider.azure.packing;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.config.KafkaSettings;
import dev.portolan.provider.azure.config.KafkaTopic;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders that a function is to Azure. Its requests come by one, whatever their path and
 * method: the adapter routes them, so that what no path takes is answered as on other platforms.
 */
public final class Folders {
  /**
   * Of the probe, in every function's app. The host asks the routes in the order of the folders'
   * names, in any case, and takes the first that fits: this one comes before {@code {*path}}.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Host/FunctionMetadataManager.cs">OrderBy
   *     the function's name, OrdinalIgnoreCase</a>
   * @see <a
   *     href="https://github.com/Azure/azure-webjobs-sdk-extensions/blob/http-v3.2.0/src/WebJobs.Extensions.Http/Routing/WebJobsRouteBuilder.cs">Build:
   *     in the order in which they were added</a>
   */
  static final String PROBE = Names.PROBE;

  private static final String ANY = "{*path}";

  private Folders() {}

  /**
   * Of a function.
   *
   * @param retries how often the host tries a tick again that failed; requests it tries but once
   * @param kafka how its host logs in to Kafka, if it does
   */
  static List<Folder> of(FunctionSpec function, int retries, KafkaSettings kafka) {
    List<Folder> folders = new ArrayList<>();
    List<Trigger.Http> requests = new ArrayList<>();
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.Http http) {
        requests.add(http);
      } else if (trigger instanceof Trigger.Schedule schedule) {
        folders.add(
            new Folder(
                name(function, "_schedule"),
                Adapter.TIMER,
                Folder.timer(Ncrontab.of(schedule.cron(), schedule.timezone())),
                retries));
      } else if (trigger instanceof Trigger.Queue) {
        // what failed comes again by Service Bus' own count of deliveries, and not the host's
        folders.add(new Folder(name(function, "_queue"), Adapter.QUEUE, Folder.queue(), 0));
      } else if (trigger instanceof Trigger.Topic) {
        folders.add(new Folder(name(function, "_topic"), Adapter.TOPIC, Folder.topic(), 0));
      } else if (trigger instanceof Trigger.RecordChanged) {
        String name = name(function, "_records");
        folders.add(
            new Folder(name, Adapter.RECORDS, Folder.records(), Optional.of(Folder.forADay())));
      } else if (!isObjects(trigger) && !(trigger instanceof Trigger.Kafka)) {
        throw new IllegalArgumentException("a trigger that is refused: " + trigger);
      }
    }
    for (int number = 1; number <= KafkaTopic.of(function).size(); number++) {
      String name = name(function, number == 1 ? "_kafka" : "_kafka" + number);
      folders.add(
          new Folder(
              name, Adapter.KAFKA, Folder.kafka(number, kafka), Optional.of(Folder.forEver())));
    }
    if (ObjectKind.any(function)) {
      // what failed comes again by Event Grid's own policy, and not the host's
      String name = Names.objects(function.name());
      folders.add(new Folder(name, Adapter.OBJECTS, Folder.objects(), 0));
    }
    if (!requests.isEmpty()) {
      boolean anonymous =
          requests.stream().allMatch(http -> http.access() == Trigger.Access.PUBLIC);
      folders.add(
          new Folder(
              name(function, Names.REQUESTS),
              Adapter.ENTRY_POINT,
              Folder.http(ANY, List.of(), anonymous),
              0));
    }
    return folders;
  }

  /** Whether it is of objects: what is stored and what is removed comes by one folder. */
  private static boolean isObjects(Trigger trigger) {
    return trigger instanceof Trigger.ObjectCreated || trigger instanceof Trigger.ObjectDeleted;
  }

  /**
   * A name for which no function's own matters. The host takes none that is {@code host}; the
   * worker takes the first folder beside the application's jar whose name ends in {@code lib} for
   * that of the libraries; and all sort behind the probe's. An underscore is in no function's name,
   * so no two are called the same.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Utility.cs">FunctionNameValidationRegex</a>
   * @see <a
   *     href="https://github.com/Azure/azure-functions-java-worker/blob/dev/src/main/java/com/microsoft/azure/functions/worker/description/FunctionMethodDescriptor.java">getLibDirectory</a>
   */
  private static String name(FunctionSpec function, String kind) {
    return Names.folder(function.name(), kind);
  }
}
