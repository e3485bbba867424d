package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A call of the blob service.
 *
 * @param account its name
 * @param container its name
 * @param blob its name; empty when the container is meant
 */
record BlobCall(String account, String container, String blob, WireRequest wire) {
  /** Where it is carried out: the state to read, or to change, and the container's id. */
  record Place(ObjectNode tree, Instant now, String container) {}

  static BlobCall of(String account, WireRequest request) {
    String path = request.path().replaceFirst("^/+", "");
    int end = path.indexOf('/');
    String container = decoded(end < 0 ? path : path.substring(0, end));
    return new BlobCall(
        account, container, end < 0 ? "" : name(decoded(path.substring(end + 1))), request);
  }

  /**
   * "The service canonicalizes \ to /".
   *
   * @see <a href="https://github.com/Azure/azure-sdk-for-python/pull/48883">SAS generation for blob
   *     names with a backslash</a>
   * @see <a href="https://github.com/Azure/azure-sdk-for-js/pull/5405">"Azure Storage Server will
   *     replace "\" with "/" in the blob names"</a>
   */
  private static String name(String told) {
    return told.replace('\\', '/');
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  String parameter(String name) {
    return parameter(name, "");
  }

  String parameter(String name, String other) {
    Map<String, List<String>> all = wire.parameters();
    return all.containsKey(name) ? all.get(name).get(0) : other;
  }

  String header(String name) {
    return wire.headers().first(name).orElse("");
  }

  /** As the service's interface calls it; empty for what is not offered. */
  String operation() {
    boolean whole = parameter("restype").equals("container");
    String comp = parameter("comp");
    String form =
        wire.method()
            + (blob.isEmpty() ? " container" : " blob")
            + (comp.isEmpty() ? "" : " " + comp);
    return switch (form) {
      case "PUT container" -> whole ? "CreateContainer" : "";
      case "GET container", "HEAD container" -> whole ? "GetContainerProperties" : "";
      case "DELETE container" -> whole ? "DeleteContainer" : "";
      case "GET container list" -> whole ? "ListBlobs" : "";
      case "PUT blob" -> "PutBlob";
      case "GET blob" -> "GetBlob";
      case "HEAD blob" -> "GetBlobProperties";
      case "DELETE blob" -> "DeleteBlob";
      default -> "";
    };
  }
}
