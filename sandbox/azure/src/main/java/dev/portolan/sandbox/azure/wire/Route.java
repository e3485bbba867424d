package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.WireRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a provider.
 *
 * @param provider its namespace, {@code Microsoft.Web}
 * @param operation as the interface's description calls it
 * @param versions of the interface in which it is offered
 * @param shape what its body may hold
 */
public record Route(
    String provider,
    String operation,
    String method,
    PathTemplate path,
    Set<String> versions,
    Access access,
    Optional<JsonShape> shape,
    Action action) {
  Optional<Map<String, String>> match(WireRequest request) {
    return method.equals(request.method()) ? path.match(request.path()) : Optional.empty();
  }

  /**
   * What a role must allow for it, {@code Microsoft.Web/sites/write}.
   *
   * <p>https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
   */
  String right() {
    String verb =
        switch (method) {
          case "GET", "HEAD" -> "read";
          case "DELETE" -> "delete";
          case "POST" -> "action";
          default -> "write";
        };
    return path.types(provider) + "/" + verb;
  }
}
