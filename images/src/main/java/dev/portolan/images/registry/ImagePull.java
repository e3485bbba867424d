package dev.portolan.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Json;
import dev.portolan.images.image.Layer;
import dev.portolan.images.image.Platforms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads images from a repository: what they are made of, and their layers if asked for. */
record ImagePull(RegistryCalls registry) {
  /**
   * The image for one processor, its layers left where they are.
   *
   * @param reference a tag or a digest
   */
  Image image(String reference, String architecture) throws Exception {
    JsonNode document = Json.object(registry.manifest(reference));
    JsonNode manifest =
        Platforms.manifest(document, architecture, each -> registry.manifest(digest(each)));
    ObjectNode configuration =
        Json.object(registry.blob(digest(manifest.path("config").path("digest").asText())));
    List<Layer> layers = new ArrayList<>();
    JsonNode diffIds = configuration.path("rootfs").path("diff_ids");
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(
          new Layer(
              Blob.remote(digest(layer.path("digest").asText()), layer.path("size").asLong()),
              Platforms.ociLayerType(layer.path("mediaType").asText()),
              diffIds.path(layers.size()).asText(),
              "base image"));
    }
    if (layers.size() != diffIds.size()) {
      throw new IOException("the layers of the base image are not those its configuration lists");
    }
    configuration.remove(List.of("rootfs", "history"));
    return new Image(configuration, layers, new TreeMap<>());
  }

  /** It goes into an address, so it must be one. */
  private static String digest(String told) throws IOException {
    if (!told.matches(RegistryCalls.DIGEST)) {
      throw new IOException("the base image names a part by something that is no SHA-256 digest");
    }
    return told;
  }

  /** The same, with layers whose bytes come from the registry when they are read. */
  Image readable(Image image) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : image.layers()) {
      String digest = layer.blob().digest();
      Blob blob = new Blob(digest, layer.blob().size(), () -> registry.openPatiently(digest));
      layers.add(new Layer(blob, layer.mediaType(), layer.diffId(), layer.history()));
    }
    return new Image(image.configuration(), layers, image.annotations());
  }
}
