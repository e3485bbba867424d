package dev.portolan.images.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An OCI image: its configuration, its layers from the lowest up, and the annotations of its
 * manifest.
 *
 * @param configuration without {@code rootfs} and {@code history}, which follow from the layers
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">image
 *     configuration</a>
 */
public record Image(
    ObjectNode configuration, List<Layer> layers, SortedMap<String, String> annotations) {
  public static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIGURATION_TYPE = "application/vnd.oci.image.config.v1+json";

  /** The name of the image that ours stands on, and its digest: annotations that OCI defines. */
  public static final String BASE_NAME = "org.opencontainers.image.base.name";

  public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  /** When it was made, as far as its bytes tell. */
  public static final String EPOCH = "1970-01-01T00:00:00Z";

  public Image {
    layers = List.copyOf(layers);
    annotations = new TreeMap<>(annotations);
  }

  /** An image of nothing. */
  public static Image empty(String architecture) {
    ObjectNode configuration = Json.object();
    configuration.put("created", EPOCH);
    configuration.put("architecture", architecture);
    configuration.put("os", "linux");
    configuration.putObject("config");
    return new Image(configuration, List.of(), new TreeMap<>());
  }

  /** This image with layers above its own. */
  public Image withLayers(List<Layer> more) {
    List<Layer> all = new ArrayList<>(layers);
    all.addAll(more);
    return new Image(configuration, all, annotations);
  }

  public Image withAnnotation(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return new Image(configuration, layers, more);
  }

  public Image withoutAnnotations() {
    return new Image(configuration, layers, new TreeMap<>());
  }

  public Image withConfiguration(ObjectNode value) {
    return new Image(value, layers, annotations);
  }

  /** What the container is started with: user, working directory, entry point, environment. */
  public JsonNode run() {
    return configuration.path("config");
  }

  public Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations.get(key));
  }

  public Blob configurationBlob() {
    ObjectNode whole = configuration.deepCopy();
    ObjectNode rootfs = whole.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    ArrayNode history = whole.putArray("history");
    for (Layer layer : layers) {
      diffIds.add(layer.diffId());
      history.addObject().put("created", EPOCH).put("created_by", layer.history());
    }
    return Blob.of(Json.bytes(whole));
  }

  public Blob manifestBlob() {
    ObjectNode manifest = Json.object();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MANIFEST_TYPE);
    manifest.set("config", descriptor(CONFIGURATION_TYPE, configurationBlob()));
    ArrayNode array = manifest.putArray("layers");
    layers.forEach(layer -> array.add(descriptor(layer.mediaType(), layer.blob())));
    if (!annotations.isEmpty()) {
      ObjectNode all = manifest.putObject("annotations");
      annotations.forEach(all::put);
    }
    return Blob.of(Json.bytes(manifest));
  }

  /** {@code sha256:<hex>}, by which a cluster pulls it. */
  public String digest() {
    return manifestBlob().digest();
  }

  static ObjectNode descriptor(String mediaType, Blob blob) {
    ObjectNode descriptor = Json.object();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", blob.digest());
    descriptor.put("size", blob.size());
    return descriptor;
  }
}
