package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands in an image manifest or an image index. */
public final class ManifestJson {
  private ManifestJson() {}

  static JsonNode parse(byte[] content) {
    try {
      JsonNode json = Json.parse(new String(content, StandardCharsets.UTF_8));
      if (json != null && json.path("schemaVersion").asInt() == 2) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new RegistryRefusal(
          400, "MANIFEST_INVALID", "manifest invalid: " + e.getOriginalMessage());
    }
    throw new RegistryRefusal(400, "MANIFEST_INVALID", "manifest invalid: no schema version 2");
  }

  /** A manifest or a configuration that the registry took. */
  public static JsonNode read(byte[] content) {
    try {
      return Json.parse(new String(content, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /** Digests of configuration and layers. */
  static List<String> blobs(JsonNode manifest) {
    List<String> all = new ArrayList<>();
    if (manifest.has("config")) {
      all.add(manifest.path("config").path("digest").asText());
    }
    all.addAll(layers(manifest));
    return all;
  }

  /** Digests of the layers, lowest first. */
  public static List<String> layers(JsonNode manifest) {
    List<String> all = new ArrayList<>();
    manifest.path("layers").forEach(layer -> all.add(layer.path("digest").asText()));
    return all;
  }

  /** Digests of the manifests of an index. */
  static List<String> manifests(JsonNode manifest) {
    List<String> all = new ArrayList<>();
    manifest.path("manifests").forEach(each -> all.add(each.path("digest").asText()));
    return all;
  }
}
