package dev.portolan.sandbox.images.registry;

import dev.portolan.sandbox.WireResponse;
import java.io.IOException;

/** Uploads of blobs: at once, in pieces, or taken over from another repository. */
final class Uploads {
  private final ImageStore images;

  Uploads(ImageStore images) {
    this.images = images;
  }

  WireResponse run(RegistryRoute route, RegistryRequest request) throws IOException {
    String id = route.reference();
    return switch (route.operation()) {
      case "start upload" -> start(route, request);
      case "look at upload" -> progress(204, route.name(), id, images.uploaded(id));
      case "upload chunk" -> {
        refuseGap(request, id);
        yield progress(202, route.name(), id, images.append(id, request.body()));
      }
      case "finish upload" -> {
        images.append(id, request.body());
        yield finished(route.name(), id, request.parameter("digest"));
      }
      default -> {
        images.cancel(id);
        yield RegistryService.empty(204);
      }
    };
  }

  private WireResponse start(RegistryRoute route, RegistryRequest request) throws IOException {
    String mount = request.parameter("mount");
    if (!mount.isEmpty() && images.hasBlob(request.parameter("from"), mount)) {
      images.link(route.name(), mount);
      return created(route.name(), mount);
    }
    String id = images.startUpload();
    String digest = request.parameter("digest");
    if (!digest.isEmpty()) {
      images.append(id, request.body());
      return finished(route.name(), id, digest);
    }
    return progress(202, route.name(), id, 0);
  }

  private WireResponse finished(String name, String id, String digest) throws IOException {
    images.finish(name, id, digest);
    return created(name, digest);
  }

  private static WireResponse created(String name, String digest) {
    return RegistryService.empty(201)
        .with("Location", "/v2/" + name + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest);
  }

  private static WireResponse progress(int status, String name, String id, long size) {
    return RegistryService.empty(status)
        .with("Location", "/v2/" + name + "/blobs/uploads/" + id)
        .with("Docker-Upload-UUID", id)
        .with("Range", "0-" + Math.max(0, size - 1));
  }

  /** A chunk that does not follow the last one is refused. */
  private void refuseGap(RegistryRequest request, String id) throws IOException {
    String range = request.header("Content-Range").orElse("");
    if (range.matches("(bytes )?\\d+-\\d+.*")) {
      long start = Long.parseLong(range.replace("bytes ", "").split("-")[0]);
      if (start != images.uploaded(id)) {
        throw new RegistryRefusal(416, "BLOB_UPLOAD_INVALID", "blob upload invalid");
      }
    }
  }
}
