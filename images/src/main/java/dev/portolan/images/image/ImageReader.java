package dev.portolan.images.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an image that lies in a directory or a tar, as an OCI layout or as {@code docker save}
 * writes it. Each blob is held against its digest.
 */
public final class ImageReader {
  private static final int GZIP = 0x1f8b;

  private final FileTree files;
  private final Path path;

  private ImageReader(Path path) throws IOException {
    this.files = FileTree.open(path);
    this.path = path;
  }

  /** Reads the image for one processor, where there are several. */
  public static Image read(Path path, Architecture architecture) throws IOException {
    ImageReader reader = new ImageReader(path);
    if (reader.files.has("index.json")) {
      return reader.layout(Platforms.oci(architecture));
    }
    if (reader.files.has("manifest.json")) {
      return reader.docker();
    }
    throw new IOException(path + " holds neither an OCI layout nor what 'docker save' writes");
  }

  private Image layout(String architecture) throws IOException {
    JsonNode index = Json.object(files.json("index.json"));
    JsonNode manifest = Platforms.manifest(index, architecture, this::json);
    ObjectNode configuration = Json.object(json(manifest.path("config").path("digest").asText()));
    List<Layer> layers = new ArrayList<>();
    for (JsonNode descriptor : manifest.path("layers")) {
      Blob blob = files.blob(name(descriptor.path("digest").asText()));
      if (!blob.digest().equals(descriptor.path("digest").asText())) {
        throw new IOException("a layer in " + path + " is damaged: " + blob.digest());
      }
      layers.add(layer(blob, descriptor.path("mediaType").asText(), configuration, layers.size()));
    }
    return image(configuration, layers, annotations(manifest));
  }

  private Image docker() throws IOException {
    JsonNode first = Json.tree(files.json("manifest.json")).path(0);
    ObjectNode configuration = Json.object(files.json(first.path("Config").asText()));
    List<Layer> layers = new ArrayList<>();
    for (JsonNode name : first.path("Layers")) {
      Blob blob = files.blob(name.asText());
      String type = gzipped(blob) ? Layer.TAR_GZIP : Layer.TAR;
      layers.add(layer(blob, type, configuration, layers.size()));
    }
    return image(configuration, layers, new TreeMap<>());
  }

  private Image image(
      ObjectNode configuration, List<Layer> layers, SortedMap<String, String> annotations)
      throws IOException {
    if (layers.size() != diffIds(configuration).size()) {
      throw new IOException("the layers of " + path + " are not those its configuration lists");
    }
    configuration.remove(List.of("rootfs", "history"));
    return new Image(configuration, layers, annotations);
  }

  private Layer layer(Blob blob, String type, ObjectNode configuration, int position)
      throws IOException {
    List<String> diffIds = diffIds(configuration);
    if (position >= diffIds.size()) {
      throw new IOException("the layers of " + path + " are not those its configuration lists");
    }
    List<String> history = history(configuration);
    String made = history.size() == diffIds.size() ? history.get(position) : "base image";
    return new Layer(blob, Platforms.ociLayerType(type), diffIds.get(position), made);
  }

  private byte[] json(String digest) throws IOException {
    byte[] bytes = files.json(name(digest));
    if (!Sha256.oci(Sha256.hex(bytes)).equals(digest)) {
      throw new IOException("the blob " + digest + " in " + path + " is damaged");
    }
    return bytes;
  }

  private static String name(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static boolean gzipped(Blob blob) throws IOException {
    try (InputStream in = blob.source().open()) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && ((head[0] & 0xff) << 8 | head[1] & 0xff) == GZIP;
    }
  }

  private static List<String> diffIds(JsonNode configuration) {
    List<String> diffIds = new ArrayList<>();
    configuration.path("rootfs").path("diff_ids").forEach(id -> diffIds.add(id.asText()));
    return diffIds;
  }

  /** How each layer was made; steps that made none are left out. */
  private static List<String> history(JsonNode configuration) {
    List<String> history = new ArrayList<>();
    for (JsonNode step : configuration.path("history")) {
      if (!step.path("empty_layer").asBoolean()) {
        history.add(step.path("created_by").asText());
      }
    }
    return history;
  }

  private static SortedMap<String, String> annotations(JsonNode manifest) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (var entry : manifest.path("annotations").properties()) {
      annotations.put(entry.getKey(), entry.getValue().asText());
    }
    return annotations;
  }
}
