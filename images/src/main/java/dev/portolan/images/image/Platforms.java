package dev.portolan.images.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.model.Architecture;
import java.io.IOException;

/** What OCI and Docker call processors, manifests and layers. */
public final class Platforms {
  private static final int DEEPEST = 3;

  private Platforms() {}

  /** Reads a blob of JSON by its digest. */
  @FunctionalInterface
  public interface Blobs {
    byte[] json(String digest) throws IOException;
  }

  /** Go's names, which image indexes use. */
  public static String oci(Architecture architecture) {
    return architecture == Architecture.ARM64 ? "arm64" : "amd64";
  }

  /** The manifest for a processor, through as many indexes as lie before it. */
  public static JsonNode manifest(JsonNode document, String architecture, Blobs blobs)
      throws IOException {
    JsonNode current = document;
    for (int depth = 0; depth < DEEPEST && current.has("manifests"); depth++) {
      current = Json.object(blobs.json(digest(current.path("manifests"), architecture)));
    }
    if (!current.has("layers")) {
      throw new IOException("the image index leads to no manifest with layers");
    }
    return current;
  }

  /** The digest of the entry for a processor; of the only one, where there is only one. */
  static String digest(JsonNode manifests, String architecture) throws IOException {
    for (JsonNode manifest : manifests) {
      JsonNode platform = manifest.path("platform");
      if (platform.path("os").asText().equals("linux")
          && platform.path("architecture").asText().equals(architecture)) {
        return manifest.path("digest").asText();
      }
    }
    if (manifests.size() == 1 && !manifests.get(0).has("platform")) {
      return manifests.get(0).path("digest").asText();
    }
    throw new IOException("the base image has nothing for linux/" + architecture);
  }

  /** Docker's layer types under OCI's names; an image has one kind of manifest. */
  public static String ociLayerType(String type) {
    if (type.equals("application/vnd.docker.image.rootfs.diff.tar.gzip")) {
      return Layer.TAR_GZIP;
    }
    return type.equals("application/vnd.docker.image.rootfs.diff.tar") ? Layer.TAR : type;
  }
}
