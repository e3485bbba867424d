package dev.portolan.provider.azure.packing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.azure.config.FunctionSettings;
import java.time.Duration;

/**
 * What the host is told of an app. Paths begin where the function's own do. No extension bundle is
 * named: requests and timers need none, and the host would fetch it at each cold start.
 */
final class HostJson {
  static final String NAME = "host.json";

  /**
   * What the host waits longer than the function has: whoever is late is answered by the adapter,
   * and only what the adapter cannot end is ended by the host, which restarts the worker for it.
   */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private HostJson() {}

  /** Of an app that nobody runs yet. */
  static byte[] plain() {
    return Folder.bytes(root());
  }

  /** Of a function's own app. */
  static byte[] of(FunctionSpec function, FunctionSettings settings) {
    ObjectNode root = root();
    root.put("functionTimeout", span(function.sizing().timeout().plus(GRACE)));
    if (function.sizing().maxConcurrency().isPresent()) {
      ObjectNode http = (ObjectNode) root.path("extensions").path("http");
      http.put("maxConcurrentRequests", settings.scaling().concurrency());
    }
    return Folder.bytes(root);
  }

  private static ObjectNode root() {
    ObjectNode root = Folder.JSON.createObjectNode().put("version", "2.0");
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
