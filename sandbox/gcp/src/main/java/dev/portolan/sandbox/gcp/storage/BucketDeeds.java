package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.eventarc.DirectEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is done to buckets and objects, and told of them. */
record BucketDeeds(BlobStore blobs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  // cloud.google.com/storage/docs/buckets#naming
  private static final Pattern NAME = Pattern.compile("(?!goog)[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

  // cloud.google.com/storage/docs/locations
  private static final Pattern LOCATION =
      Pattern.compile("(?i)us|eu|asia|nam4|eur[3-8]|asia1|[a-z]+(-[a-z]+)+[0-9]{1,2}");

  WireResponse create(ObjectNode tree, WireRequest request, Instant now) {
    JsonNode wanted;
    try {
      wanted = JSON.readTree(request.body());
    } catch (IOException e) {
      return BucketError.UNPARSABLE.response();
    }
    String name = wanted.path("name").asText();
    String location = wanted.path("location").asText("US");
    if (!NAME.matcher(name).matches()) {
      return BucketError.NAME.response(name);
    }
    if (!LOCATION.matcher(location).matches()) {
      return BucketError.LOCATION.response();
    }
    if (Buckets.find(tree, name).isPresent()) {
      return BucketError.EXISTS.response();
    }
    return StorageApi.json(Buckets.create(tree, name, location, now));
  }

  WireResponse delete(ObjectNode tree, String bucket) {
    if (Buckets.isFilled(tree, bucket)) {
      return BucketError.NOT_EMPTY.response();
    }
    Buckets.remove(tree, bucket);
    Buckets.POLICIES.remove(tree, Buckets.resource(bucket));
    return new WireResponse(204, WireHeaders.none(), new byte[0]);
  }

  WireResponse delete(ObjectNode tree, String bucket, String name, Instant now) {
    Optional<ObjectNode> object = Buckets.object(tree, bucket, name);
    if (object.isEmpty()) {
      return BucketError.NO_OBJECT.response(bucket + "/" + name);
    }
    Buckets.remove(tree, bucket, name);
    DirectEvents.publish(tree, StoredObject.event(object.get(), "deleted", now), now);
    return new WireResponse(204, WireHeaders.none(), new byte[0]);
  }

  /**
   * Stores an object. One that it replaces is told as deleted, too: OBJECT_DELETE "includes objects
   * that are replaced".
   *
   * @see <a href="https://cloud.google.com/storage/docs/pubsub-notifications#events">the events</a>
   */
  WireResponse upload(ObjectNode tree, String bucket, WireRequest request, Instant now) {
    String kind = StorageApi.parameter(request, "uploadType");
    if (!kind.equals("media")) {
      return BucketError.UPLOAD.response(kind);
    }
    String name = StorageApi.parameter(request, "name");
    if (name.isEmpty()) {
      return BucketError.OBJECT_NAME.response();
    }
    Optional<ObjectNode> before = Buckets.object(tree, bucket, name);
    long last = before.map(each -> each.path("generation").asLong()).orElse(0L);
    ObjectNode resource =
        StoredObject.of(
            bucket,
            name,
            request.headers().first("Content-Type").orElse("application/octet-stream"),
            request.body(),
            Math.max(now.toEpochMilli() * 1000, last + 1),
            now);
    Buckets.put(tree, resource, blobs.put(request.body()));
    before.ifPresent(
        each -> DirectEvents.publish(tree, StoredObject.event(each, "deleted", now), now));
    DirectEvents.publish(tree, StoredObject.event(resource, "finalized", now), now);
    return StorageApi.json(resource);
  }
}
