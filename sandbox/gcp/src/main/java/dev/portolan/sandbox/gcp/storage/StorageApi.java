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
import dev.portolan.sandbox.gcp.iam.Allowance;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Project;
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
              + "|b(?:/(?<bucket>[^/]+)(?:(?<iam>/iam)|(?<objects>/o(?:/(?<object>[^/]+))?))?)?)");

  private final StateStore state;
  private final BlobStore blobs;
  private final BucketDeeds deeds;
  private final CallGate gate;
  private final TimeSource time;
  private final Function<WireRequest, String> caller;
  private final Runnable changed;
  private final ObjectRights rights;
  private final BucketPolicies policies;

  /**
   * Serves buckets.
   *
   * @param caller tells whose token a request bears, or refuses
   * @param changed runs after each mutation that took effect
   * @param policies of buckets
   * @param project the project's
   */
  public StorageApi(
      StateStore state,
      BlobStore blobs,
      CallGate gate,
      TimeSource time,
      Function<WireRequest, String> caller,
      Runnable changed,
      Policies policies,
      Policies project) {
    this.state = state;
    this.blobs = blobs;
    this.deeds = new BucketDeeds(blobs);
    this.gate = gate;
    this.time = time;
    this.caller = caller;
    this.changed = changed;
    this.rights = new ObjectRights(new Allowance(policies, project));
    this.policies = new BucketPolicies(policies);
  }

  /** Whether a path is one of this interface, and not of the one for signed addresses. */
  public static boolean serves(String path) {
    return path.startsWith("/storage/v1/") || path.startsWith("/upload/storage/v1/");
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    String who;
    try {
      who = caller.apply(request);
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
            : path.group("iam") != null
                ? "BucketIamPolicy"
                : path.group("objects") == null ? "Bucket" : "Object";
    return gate.pass(
        new CallGate.Arrival(
            HOST,
            verb(request.method()) + kind,
            read ? Access.READ : Access.MUTATION,
            request.path()),
        stale ->
            read
                ? read(stale ? state.readStale() : state.read(), path, request, who)
                : write(path, request, who),
        StorageApi::worded);
  }

  private static String verb(String method) {
    return switch (method) {
      case "GET" -> "Get";
      case "DELETE" -> "Delete";
      case "PUT" -> "Set";
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

  private WireResponse read(ObjectNode tree, Matcher path, WireRequest request, String who) {
    if (path.group("account") != null) {
      return json(
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", "storage#serviceAccount")
              .put("email_address", Buckets.AGENT));
    }
    String bucket = path.group("bucket");
    if (bucket == null) {
      return parameter(request, "project").equals(Project.ID)
          ? list(tree)
          : BucketError.METHOD.response();
    }
    Optional<ObjectNode> found = Buckets.find(tree, decoded(bucket));
    if (found.isEmpty()) {
      return BucketError.NO_BUCKET.response();
    }
    if (path.group("iam") != null) {
      return policies.get(tree, bucket, parameter(request, "optionsRequestedPolicyVersion"));
    }
    if (path.group("objects") == null) {
      return json(found.get());
    }
    if (path.group("object") == null) {
      return BucketError.METHOD.response();
    }
    String name = decoded(path.group("object"));
    Optional<ObjectNode> object = Buckets.object(tree, bucket, name);
    Optional<WireResponse> refused = rights.refusal(tree, who, bucket, "get", object.isPresent());
    if (refused.isPresent()) {
      return refused.get();
    }
    if (object.isEmpty()) {
      return BucketError.NO_OBJECT.response(bucket + "/" + name);
    }
    return parameter(request, "alt").equals("media")
        ? new WireResponse(
            200,
            WireHeaders.of("Content-Type", object.get().path("contentType").asText())
                .with("ETag", object.get().path("etag").asText())
                .with("x-goog-generation", object.get().path("generation").asText())
                .with("x-goog-stored-content-encoding", "identity")
                .with("x-goog-stored-content-length", object.get().path("size").asText()),
            blobs.get(Buckets.blob(tree, bucket, name)))
        : json(object.get());
  }

  private WireResponse write(Matcher path, WireRequest request, String who) {
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
              if (path.group("iam") != null) {
                return request.method().equals("PUT")
                    ? policies.set(new Call(tree, now, who, request), bucket)
                    : BucketError.METHOD.response();
              }
              boolean delete = request.method().equals("DELETE");
              if (path.group("objects") == null) {
                return delete ? deeds.delete(tree, bucket) : BucketError.METHOD.response();
              }
              if (delete && path.group("object") != null) {
                String name = decoded(path.group("object"));
                boolean there = Buckets.object(tree, bucket, name).isPresent();
                return rights
                    .refusal(tree, who, bucket, "delete", there)
                    .orElseGet(() -> deeds.delete(tree, bucket, name, now));
              }
              return path.group("upload") != null && request.method().equals("POST")
                  ? upload(tree, bucket, request, who, now)
                  : BucketError.METHOD.response();
            });
    changed.run();
    return answer;
  }

  /** What is there already is replaced, which is deleting it as well. */
  private WireResponse upload(
      ObjectNode tree, String bucket, WireRequest request, String who, Instant now) {
    boolean there = Buckets.object(tree, bucket, parameter(request, "name")).isPresent();
    return rights
        .refusal(tree, who, bucket, "create", true)
        .or(() -> there ? rights.refusal(tree, who, bucket, "delete", true) : Optional.empty())
        .orElseGet(() -> deeds.upload(tree, bucket, request, now));
  }

  private static WireResponse list(ObjectNode tree) {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("kind", "storage#buckets");
    all.putArray("items").addAll(Buckets.all(tree));
    return json(all);
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
