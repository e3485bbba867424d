package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cloud Storage's JSON interface: buckets, and simple uploads of objects. */
public final class StorageApi implements WireHandler {
  private static final String HOST = "storage.googleapis.com";
  private static final Pattern PATH =
      Pattern.compile(
          "(?<upload>/upload)?/storage/v1/"
              + "(?:projects/[^/]+/(?<account>serviceAccount)"
              + "|b(?:/(?<bucket>[^/]+)(?<objects>/o(?:/(?<object>[^/]+))?)?)?)");

  private final StateStore state;
  private final BlobStore blobs;
  private final BucketDeeds deeds;
  private final CallGate gate;
  private final TimeSource time;
  private final Function<WireRequest, String> caller;
  private final Runnable changed;

  /**
   * Serves buckets.
   *
   * @param caller tells whose token a request bears, or refuses
   * @param changed runs after each mutation that took effect
   */
  public StorageApi(
      StateStore state,
      BlobStore blobs,
      CallGate gate,
      TimeSource time,
      Function<WireRequest, String> caller,
      Runnable changed) {
    this.state = state;
    this.blobs = blobs;
    this.deeds = new BucketDeeds(blobs);
    this.gate = gate;
    this.time = time;
    this.caller = caller;
    this.changed = changed;
  }

  /** Whether a path is one of this interface, and not of the one for signed addresses. */
  public static boolean serves(String path) {
    return path.startsWith("/storage/v1/") || path.startsWith("/upload/storage/v1/");
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    try {
      caller.apply(request);
    } catch (GoogleRefusal refusal) {
      return BucketError.DENIED.response();
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return BucketError.METHOD.response();
    }
    boolean read = request.method().equals("GET");
    String kind =
        path.group("account") != null
            ? "ServiceAccount"
            : path.group("objects") == null ? "Bucket" : "Object";
    return gate.pass(
        new CallGate.Arrival(
            HOST,
            verb(request.method()) + kind,
            read ? Access.READ : Access.MUTATION,
            request.path()),
        stale ->
            read
                ? read(stale ? state.readStale() : state.read(), path, request)
                : write(path, request),
        StorageApi::worded);
  }

  private static String verb(String method) {
    return switch (method) {
      case "GET" -> "Get";
      case "DELETE" -> "Delete";
      default -> "Insert";
    };
  }

  private static WireResponse worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> BucketError.THROTTLED.response();
      case EXPIRED_CREDENTIALS -> BucketError.DENIED.response();
      default -> BucketError.FAILED.response();
    };
  }

  private WireResponse read(ObjectNode tree, Matcher path, WireRequest request) {
    if (path.group("account") != null) {
      return json(
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", "storage#serviceAccount")
              .put("email_address", Buckets.AGENT));
    }
    String bucket = path.group("bucket");
    Optional<ObjectNode> found =
        bucket == null ? Optional.empty() : Buckets.find(tree, decoded(bucket));
    if (found.isEmpty()) {
      return bucket == null ? BucketError.METHOD.response() : BucketError.NO_BUCKET.response();
    }
    if (path.group("objects") == null) {
      return json(found.get());
    }
    if (path.group("object") == null) {
      return BucketError.METHOD.response();
    }
    String name = decoded(path.group("object"));
    Optional<ObjectNode> object = Buckets.object(tree, bucket, name);
    if (object.isEmpty()) {
      return BucketError.NO_OBJECT.response(bucket + "/" + name);
    }
    return parameter(request, "alt").equals("media")
        ? new WireResponse(
            200,
            WireHeaders.of("Content-Type", object.get().path("contentType").asText()),
            blobs.get(Buckets.blob(tree, bucket, name)))
        : json(object.get());
  }

  private WireResponse write(Matcher path, WireRequest request) {
    WireResponse answer =
        state.change(
            tree -> {
              Instant now = time.now();
              String bucket = path.group("bucket");
              if (bucket == null) {
                return request.method().equals("POST") && path.group("account") == null
                    ? deeds.create(tree, request, now)
                    : BucketError.METHOD.response();
              }
              if (Buckets.find(tree, bucket).isEmpty()) {
                return BucketError.NO_BUCKET.response();
              }
              boolean delete = request.method().equals("DELETE");
              if (path.group("objects") == null) {
                return delete ? deeds.delete(tree, bucket) : BucketError.METHOD.response();
              }
              if (delete && path.group("object") != null) {
                return deeds.delete(tree, bucket, decoded(path.group("object")), now);
              }
              return path.group("upload") != null && request.method().equals("POST")
                  ? deeds.upload(tree, bucket, request, now)
                  : BucketError.METHOD.response();
            });
    changed.run();
    return answer;
  }

  static WireResponse json(ObjectNode resource) {
    return WireResponse.of(200, "application/json; charset=UTF-8", resource.toString());
  }

  static String parameter(WireRequest request, String name) {
    return request.parameters().getOrDefault(name, List.of("")).get(0);
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
