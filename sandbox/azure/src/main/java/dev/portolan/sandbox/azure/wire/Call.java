package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around a request.
 *
 * @param tree the cloud's state: to read; to change as well, when the call is a mutation
 * @param places what stands in the path's braces, decoded
 * @param body of the request, checked; empty for none
 */
public record Call(
    ObjectNode tree,
    Instant now,
    Caller caller,
    Map<String, String> places,
    ObjectNode body,
    WireRequest wire) {
  /** What the path has in these braces. */
  public String at(String place) {
    return places.get(place);
  }

  /** The resource group that the path names, by its id. */
  public String group() {
    return ArmId.group(at("group"));
  }

  /** A parameter of the query. */
  public Optional<String> parameter(String name) {
    return wire.parameters().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Where the resource manager was called. */
  public String origin() {
    String host = wire.headers().first("Host").orElse("127.0.0.1:9");
    return "http://" + host;
  }

  /** The whole address that was called. */
  public String url() {
    return origin() + wire.path() + "?" + wire.query();
  }

  /** The version of the interface that the caller speaks. */
  public String apiVersion() {
    return parameter("api-version").orElse("");
  }
}
