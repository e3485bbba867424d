package dev.portolan.provider.azure.packing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.FunctionSettings;
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
   * What the host waits longer than the function has: whoever is late is answered by the adapter,
   * and only what the adapter cannot end is ended by the host, which restarts the worker for it.
   */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Who is told of objects longer than Event Grid waits is told of them again meanwhile. */
  private static final Duration GRACE_WHERE_TOLD = Duration.ofSeconds(1);

  private HostJson() {}

  /** Of an app that nobody runs yet. */
  static byte[] plain(Application application) {
    return Folder.bytes(root(application.functions().stream().anyMatch(HostJson::needsBundle)));
  }

  /** Of a function's own app. */
  static byte[] of(FunctionSpec function, FunctionSettings settings) {
    boolean bus = BusName.takes(function);
    ObjectNode root = root(needsBundle(function));
    String timeout =
        span(function.sizing().timeout().plus(ObjectKind.any(function) ? GRACE_WHERE_TOLD : GRACE));
    root.put("functionTimeout", timeout);
    if (bus) {
      ((ObjectNode) root.path("extensions"))
          .putObject("serviceBus")
          .put("maxConcurrentCalls", settings.scaling().concurrency())
          .put("maxAutoLockRenewalDuration", timeout);
    }
    if (function.sizing().maxConcurrency().isPresent()) {
      ObjectNode http = (ObjectNode) root.path("extensions").path("http");
      http.put("maxConcurrentRequests", settings.scaling().concurrency());
    }
    return Folder.bytes(root);
  }

  private static boolean needsBundle(FunctionSpec function) {
    return BusName.takes(function) || ObjectKind.any(function) || TableName.any(function);
  }

  private static ObjectNode root(boolean bundled) {
    ObjectNode root = Folder.JSON.createObjectNode().put("version", "2.0");
    if (bundled) {
      root.putObject("extensionBundle").put("id", BUNDLE).put("version", BUNDLE_VERSIONS);
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
