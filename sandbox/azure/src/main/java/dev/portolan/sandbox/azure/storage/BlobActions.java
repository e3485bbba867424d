package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Ids;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the blob service does for those it lets in. */
record BlobActions(BlobStore store, BlobListener listener) {
  private static final int MOST_NAME = 1024;
  private static final int MOST_SEGMENTS = 254;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  WireResponse run(BlobCall call, BlobCall.Place place) {
    ObjectNode tree = place.tree();
    if (call.operation().equals("CreateContainer")) {
      return createContainer(call, place);
    }
    ObjectNode container =
        Containers.CONTAINERS
            .find(tree, place.container())
            .orElseThrow(BlobError.NO_CONTAINER::refusal);
    return switch (call.operation()) {
      case "GetContainerProperties" -> empty(200).with("ETag", container.path("etag").asText());
      case "DeleteContainer" -> {
        Containers.remove(tree, container);
        yield empty(202);
      }
      case "ListBlobs" ->
          BlobList.of(call, Blobs.list(tree, place.container(), call.parameter("prefix")));
      case "PutBlob" -> put(call, place);
      case "GetBlob" -> get(call, existing(call, place));
      case "GetBlobProperties" -> head(call, existing(call, place));
      default -> delete(call, place);
    };
  }

  private static WireResponse empty(int status) {
    return new WireResponse(status, WireHeaders.of("x-ms-version", "2021-12-02"), new byte[0]);
  }

  private static WireResponse createContainer(BlobCall call, BlobCall.Place place) {
    if (Containers.CONTAINERS.has(place.tree(), place.container())) {
      throw BlobError.CONTAINER_EXISTS.refusal();
    }
    ObjectNode container = place.tree().objectNode();
    container
        .put("id", place.container())
        .put("name", call.container())
        .put("type", Containers.CONTAINERS.type())
        .put("etag", Ids.etag());
    container.putObject("properties").put("publicAccess", "None").put("deleted", false);
    Containers.CONTAINERS.put(place.tree(), place.container(), container);
    return empty(201).with("ETag", container.path("etag").asText());
  }

  private static ObjectNode existing(BlobCall call, BlobCall.Place place) {
    return Blobs.find(place.tree(), place.container(), call.blob())
        .orElseThrow(BlobError.NO_BLOB::refusal);
  }

  private WireResponse put(BlobCall call, BlobCall.Place place) {
    requireName(call.blob());
    if (!call.header("x-ms-blob-type").equals("BlockBlob")) {
      throw BlobError.BAD_HEADER.refusal();
    }
    Optional<ObjectNode> held = Blobs.find(place.tree(), place.container(), call.blob());
    if (held.isPresent() && call.header("If-None-Match").equals("*")) {
      throw BlobError.BLOB_EXISTS.refusal();
    }
    conditions(call, held);
    ObjectNode blob = blob(place.tree(), call.wire().body(), call.header("Content-Type"));
    blob.put("modified", place.now().toString());
    if (!call.header("x-ms-blob-content-type").isEmpty()) {
      blob.put("type", call.header("x-ms-blob-content-type"));
    }
    ObjectNode metadata = blob.putObject("metadata");
    call.wire()
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-ms-meta-")) {
                metadata.put(name.substring("x-ms-meta-".length()), values.get(0));
              }
            });
    keep(place.tree(), place.now(), place.container(), call.blob(), blob);
    return told(empty(201), blob);
  }

  /**
   * Names have 1,024 characters and 254 segments at most, and "if you attempt to create a container
   * or blob with a name that violates naming rules, the request will fail with status code 400".
   *
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Blob
   *     names</a>
   */
  private static void requireName(String name) {
    long slashes = name.chars().filter(each -> each == '/').count();
    if (name.length() > MOST_NAME || slashes >= MOST_SEGMENTS) {
      throw BlobError.BAD_NAME.refusal();
    }
  }

  /** Keeps a blob, and tells of it. */
  void keep(ObjectNode tree, Instant now, String container, String name, ObjectNode blob) {
    Blobs.put(tree, container, name, blob);
    listener.heard(tree, now, container, name, blob, false);
  }

  /** Removes a blob, and tells of it. */
  void remove(ObjectNode tree, Instant now, String container, String name, ObjectNode blob) {
    Blobs.remove(tree, container, name);
    listener.heard(tree, now, container, name, blob, true);
  }

  /** A blob of these bytes, which are kept. */
  ObjectNode blob(ObjectNode tree, byte[] bytes, String type) {
    return tree.objectNode()
        .put("blob", store.put(bytes))
        .put("size", bytes.length)
        .put("type", type.isEmpty() ? "application/octet-stream" : type)
        .put("etag", Ids.etag());
  }

  private static void conditions(BlobCall call, Optional<ObjectNode> held) {
    String etag = held.map(each -> each.path("etag").asText()).orElse("");
    String match = call.header("If-Match");
    String none = call.header("If-None-Match");
    boolean unmatched =
        match.equals("*") ? held.isEmpty() : !match.isEmpty() && !match.equals(etag);
    boolean matched = none.equals("*") ? held.isPresent() : none.equals(etag) && !etag.isEmpty();
    if (unmatched || matched) {
      throw BlobError.CONDITION.refusal();
    }
  }

  private WireResponse get(BlobCall call, ObjectNode blob) {
    conditions(call, Optional.of(blob));
    byte[] bytes = store.get(blob.path("blob").asText());
    String asked = call.header("x-ms-range");
    Matcher range = RANGE.matcher(asked.isEmpty() ? call.header("Range") : asked);
    if (!range.matches()) {
      return told(new WireResponse(200, WireHeaders.none(), bytes), blob);
    }
    int from = Integer.parseInt(range.group(1));
    if (from >= bytes.length) {
      throw BlobError.RANGE.refusal();
    }
    int last = range.group(2).isEmpty() ? bytes.length - 1 : Integer.parseInt(range.group(2));
    int to = Math.min(last, bytes.length - 1);
    return told(
        new WireResponse(
            206,
            WireHeaders.of("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length),
            Arrays.copyOfRange(bytes, from, to + 1)),
        blob);
  }

  private static WireResponse head(BlobCall call, ObjectNode blob) {
    conditions(call, Optional.of(blob));
    return told(empty(200), blob).with("Content-Length", blob.path("size").asText());
  }

  private static WireResponse told(WireResponse response, ObjectNode blob) {
    WireResponse told =
        response
            .with("Content-Type", blob.path("type").asText())
            .with("ETag", blob.path("etag").asText())
            .with("Last-Modified", BlobList.date(blob))
            .with("x-ms-blob-type", "BlockBlob")
            .with("x-ms-request-server-encrypted", "true");
    for (var each : blob.path("metadata").properties()) {
      told = told.with("x-ms-meta-" + each.getKey(), each.getValue().asText());
    }
    return told;
  }

  private WireResponse delete(BlobCall call, BlobCall.Place place) {
    ObjectNode held = existing(call, place);
    conditions(call, Optional.of(held));
    remove(place.tree(), place.now(), place.container(), call.blob(), held);
    return empty(202);
  }
}
