package dev.portolan.sandbox.images.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Uploads of blobs: at once, in pieces, or taken over from another repository. */
final class Uploads {
  private final ImageStore images;

  Uploads(ImageStore images) {
    this.images = images;
  }

  WireResponse run(RegistryRoute route, HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, List<String>> parameters = WireRequest.parameters(query == null ? "" : query);
    String id = route.reference();
    return switch (route.operation()) {
      case "start upload" -> start(route, exchange, parameters);
      case "look at upload" -> progress(204, route.name(), id, images.uploaded(id));
      case "upload chunk" -> {
        refuseGap(exchange, id);
        yield progress(202, route.name(), id, images.append(id, exchange.getRequestBody()));
      }
      case "finish upload" -> {
        images.append(id, exchange.getRequestBody());
        yield finished(route.name(), id, first(parameters, "digest"));
      }
      default -> {
        images.cancel(id);
        yield Registry.empty(204);
      }
    };
  }

  private static String first(Map<String, List<String>> parameters, String key) {
    return parameters.getOrDefault(key, List.of("")).get(0);
  }

  private WireResponse start(
      RegistryRoute route, HttpExchange exchange, Map<String, List<String>> parameters)
      throws IOException {
    String mount = first(parameters, "mount");
    if (!mount.isEmpty() && images.hasBlob(first(parameters, "from"), mount)) {
      images.link(route.name(), mount);
      return created(route.name(), mount);
    }
    String id = images.startUpload();
    String digest = first(parameters, "digest");
    if (!digest.isEmpty()) {
      images.append(id, exchange.getRequestBody());
      return finished(route.name(), id, digest);
    }
    return progress(202, route.name(), id, 0);
  }

  private WireResponse finished(String name, String id, String digest) throws IOException {
    images.finish(name, id, digest);
    return created(name, digest);
  }

  private static WireResponse created(String name, String digest) {
    return Registry.empty(201)
        .with("Location", "/v2/" + name + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest);
  }

  private static WireResponse progress(int status, String name, String id, long size) {
    return Registry.empty(status)
        .with("Location", "/v2/" + name + "/blobs/uploads/" + id)
        .with("Docker-Upload-UUID", id)
        .with("Range", "0-" + Math.max(0, size - 1));
  }

  /** A chunk that does not follow the last one is refused. */
  private void refuseGap(HttpExchange exchange, String id) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    if (range != null && range.matches("(bytes )?\\d+-\\d+.*")) {
      long start = Long.parseLong(range.replace("bytes ", "").split("-")[0]);
      if (start != images.uploaded(id)) {
        throw new RegistryRefusal(416, "BLOB_UPLOAD_INVALID", "blob upload invalid");
      }
    }
  }
}
