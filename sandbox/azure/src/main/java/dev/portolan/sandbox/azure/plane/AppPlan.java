package dev.portolan.sandbox.azure.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to run as a site.
 *
 * @param site its name
 * @param blob digest of the package, by which the cloud's blobs give its bytes; empty before the
 *     first is published
 * @param runtime {@code java|21}
 * @param environment the app settings with their references resolved, and what the platform adds
 * @param concurrency how many requests an instance takes at once; 0 when that is left to Azure
 * @param functions the package's functions: {@code name} and {@code config}, their function.json
 * @param keys the host's keys by name: {@code master} and {@code default}, and those of functions
 */
public record AppPlan(
    String site,
    Optional<String> blob,
    String runtime,
    Map<String, String> environment,
    int memoryMegabytes,
    int concurrency,
    int maxInstances,
    List<ObjectNode> functions,
    Map<String, String> keys) {
  /** Before a function's name, the name of the key that opens it alone. */
  public static final String FUNCTION_KEY = "functions/";

  /** What a site answers that has no host. */
  public static final WireResponse NO_HOST =
      WireResponse.of(503, "text/plain", "Function host is not running.");

  /** Names no values: some are secret. */
  @Override
  public String toString() {
    return site;
  }
}
