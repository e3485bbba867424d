package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.s3.ObjectEvent;
import dev.portolan.sandbox.aws.s3.StoredObject;
import java.net.URLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Stores what shall be stored in a bucket, or removes it, past all signatures. */
final class Uploads {
  private Uploads() {}

  /** What functions are due for it; nothing where there is no such bucket. */
  static Map<String, byte[]> due(
      Happening happening, StateStore state, BlobStore blobs, Instant now) {
    boolean removal = happening.trigger() instanceof Trigger.ObjectDeleted;
    String key = happening.key().isEmpty() ? "fired" : happening.key();
    String type =
        Optional.ofNullable(URLConnection.guessContentTypeFromName(key))
            .orElse("binary/octet-stream");
    return state.change(
        tree -> {
          JsonNode bucket = tree.path("s3").path("buckets").path(happening.name());
          if (!(bucket.path("objects") instanceof ObjectNode objects)) {
            return Map.of();
          }
          JsonNode object = objects.remove(key);
          if (!removal || object == null) {
            object = StoredObject.of(happening.data(), type, blobs, now);
          }
          if (!removal) {
            objects.set(key, object);
          }
          String name = removal ? "ObjectRemoved:Delete" : "ObjectCreated:Put";
          return new ObjectEvent(name, key, object, now).due(happening.name(), bucket);
        });
  }
}
