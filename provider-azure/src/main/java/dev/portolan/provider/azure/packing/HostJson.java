package dev.portolan.provider.azure.packing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.FunctionSettings;
import dev.portolan.provider.azure.config.KafkaTopic;
import dev.portolan.provider.azure.config.ObjectKind;
import dev.portolan.provider.azure.config.TableName;
import java.time.Duration;

/**
 * What the host is told of an app. Paths begin where the function's own do. An extension bundle is
 * named only for what needs one: requests and timers do not, and the host would load it at each
 * cold start.
 */
final class HostJson {
  static final String NAME = "host.json";

  /**
   * What brings the host's triggers for Service Bus, in the releases that know connections without
   * a key, for Event Grid and for Cosmos DB.
   *
   * @see <a href="https://learn.microsoft.com/azure/azure-functions/extension-bundles">Extension
   *     bundles</a>
   */
  private static final String BUNDLE = "Microsoft.Azure.Functions.ExtensionBundle";

  private static final String BUNDLE_VERSIONS = "[4.0.0, 5.0.0)";

  /**
   * With the extension for Kafka of 4.3.2, which can leave a record uncommitted that failed; one of
   * before commits it.
   *
   * @see <a href="https://github.com/Azure/azure-functions-extension-bundles/pull/723">Update Kafka
   *     extension to 4.3.2, released with the bundle 4.37.0</a>
   */
  private static final String KAFKA_BUNDLE_VERSIONS = "[4.37.0, 5.0.0)";

  /** Of Kafka's clients, where nobody says: {@code max.poll.interval.ms}. */
  private static final Duration USUAL_POLL = Duration.ofMinutes(5);

  /** The longest that librdkafka takes. */
  private static final Duration LONGEST_POLL = Duration.ofDays(1);

  /**
   * What the host waits longer than the function has: whoever is late is answered by the adapter,
   * and only what the adapter cannot end is ended by the host, which restarts the worker for it.
   */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Who is told of objects longer than Event Grid waits is told of them again meanwhile. */
  private static final Duration GRACE_WHERE_TOLD = Duration.ofSeconds(1);

  private HostJson() {}

  /** Of an app that nobody runs yet. */
  static byte[] plain(Application application) {
    boolean kafka = application.functions().stream().anyMatch(HostJson::takesRecords);
    return Folder.bytes(
        root(application.functions().stream().anyMatch(HostJson::needsBundle), kafka));
  }

  /** Of a function's own app. */
  static byte[] of(FunctionSpec function, FunctionSettings settings) {
    boolean bus = BusName.takes(function);
    ObjectNode root = root(needsBundle(function), takesRecords(function));
    String timeout =
        span(function.sizing().timeout().plus(ObjectKind.any(function) ? GRACE_WHERE_TOLD : GRACE));
    root.put("functionTimeout", timeout);
    if (bus) {
      ((ObjectNode) root.path("extensions"))
          .putObject("serviceBus")
          .put("maxConcurrentCalls", settings.scaling().concurrency())
          .put("maxAutoLockRenewalDuration", timeout);
    }
    if (takesRecords(function)) {
      kafka((ObjectNode) root.path("extensions"), function, settings.scaling().concurrency());
    }
    if (function.sizing().maxConcurrency().isPresent()) {
      ObjectNode http = (ObjectNode) root.path("extensions").path("http");
      http.put("maxConcurrentRequests", settings.scaling().concurrency());
    }
    return Folder.bytes(root);
  }

  private static boolean needsBundle(FunctionSpec function) {
    return BusName.takes(function)
        || ObjectKind.any(function)
        || TableName.any(function)
        || takesRecords(function);
  }

  private static boolean takesRecords(FunctionSpec function) {
    return !KafkaTopic.of(function).isEmpty();
  }

  /**
   * What failed is not committed, however often; a group that has no offsets begins with the oldest
   * record: with the latest it would do so each time until one was handled, and what is written
   * while no instance runs would be passed over.
   *
   * <p>An instance calls the function for as many records at once as it holds of different
   * partitions, and holds those of a batch. While one is handled nobody asks Kafka for more, and
   * who does not ask for {@code maxPollIntervalMs} loses its partitions to another; but so long a
   * group that rebalances waits for whoever is held up by a record that fails. So that is what
   * Kafka's clients have, or the time of one record if that is more, and a batch holds no more
   * records than have all their time in it.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Config/KafkaOptions.cs">KafkaOptions</a>
   * @see <a
   *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/SingleItemFunctionExecutor.cs">one
   *     task for each partition</a>
   */
  private static void kafka(ObjectNode extensions, FunctionSpec function, int concurrency) {
    Duration record = function.sizing().timeout().plus(GRACE);
    Duration poll = record.compareTo(USUAL_POLL) < 0 ? USUAL_POLL : record;
    long fitting = Math.max(1, Math.min(concurrency, USUAL_POLL.dividedBy(record)));
    extensions
        .putObject("kafka")
        .put("autoOffsetReset", "earliest")
        .put("commitOnFailure", false)
        .put("maxRetries", -1)
        .put("maxBatchSize", fitting)
        .put(
            "maxPollIntervalMs",
            (poll.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : poll).toMillis());
  }

  private static ObjectNode root(boolean bundled, boolean kafka) {
    ObjectNode root = Folder.JSON.createObjectNode().put("version", "2.0");
    if (bundled) {
      root.putObject("extensionBundle")
          .put("id", BUNDLE)
          .put("version", kafka ? KAFKA_BUNDLE_VERSIONS : BUNDLE_VERSIONS);
    }
    root.putObject("extensions").putObject("http").put("routePrefix", "");
    return root;
  }

  /** Days, hours, minutes and seconds as .NET reads them, rounded up. */
  private static String span(Duration duration) {
    Duration whole = Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
    String time =
        "%02d:%02d:%02d"
            .formatted(whole.toHoursPart(), whole.toMinutesPart(), whole.toSecondsPart());
    return whole.toDays() == 0 ? time : whole.toDays() + "." + time;
  }
}
