package dev.portolan.sandbox.gcp.functions;

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
import dev.portolan.sandbox.gcp.functions.Objects.Held;
import java.util.List;
import java.util.Optional;

/** Cloud Storage, as far as signed URLs of Cloud Functions lead. */
public final class Storage implements WireHandler {
  public static final String HOST = "storage.googleapis.com";

  private final StateStore state;
  private final BlobStore blobs;
  private final SignedUrls urls;
  private final CallGate gate;
  private final TimeSource time;

  public Storage(
      StateStore state, BlobStore blobs, SignedUrls urls, CallGate gate, TimeSource time) {
    this.state = state;
    this.blobs = blobs;
    this.urls = urls;
    this.gate = gate;
    this.time = time;
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    boolean put = request.method().equals("PUT");
    if (!put && !request.method().equals("GET")) {
      return StorageError.METHOD.response();
    }
    return gate.pass(
        new CallGate.Arrival(
            HOST,
            put ? "PutObject" : "GetObject",
            put ? Access.MUTATION : Access.READ,
            request.path()),
        stale -> answer(request, put),
        Storage::worded);
  }

  private static WireResponse worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> StorageError.THROTTLED.response();
      case EXPIRED_CREDENTIALS -> StorageError.EXPIRED.response();
      default -> StorageError.FAILED.response();
    };
  }

  private WireResponse answer(WireRequest request, boolean put) {
    String path = request.path().substring(1);
    String type = put ? request.headers().first("Content-Type").orElse("") : "";
    String expires = parameter(request, "Expires");
    if (request.headers().first("Authorization").isPresent()) {
      return StorageError.DENIED.response();
    }
    if (!expires.matches("[0-9]{1,12}")
        || !urls.isGenuine(
            parameter(request, "Signature"),
            request.method(),
            type,
            path,
            Long.parseLong(expires))) {
      return StorageError.SIGNATURE.response();
    }
    if (time.now().getEpochSecond() >= Long.parseLong(expires)) {
      return StorageError.EXPIRED.response();
    }
    return put ? put(request, path) : get(path);
  }

  private static String parameter(WireRequest request, String name) {
    return request.parameters().getOrDefault(name, List.of("")).get(0);
  }

  private WireResponse put(WireRequest request, String path) {
    Optional<String> range = request.headers().first("x-goog-content-length-range");
    if (range.isPresent()) {
      if (!range.get().matches("[0-9]{1,12},[0-9]{1,12}")) {
        return StorageError.RANGE.response();
      }
      String[] bounds = range.get().split(",");
      if (request.body().length < Long.parseLong(bounds[0])) {
        return StorageError.TOO_SMALL.response();
      }
      if (request.body().length > Long.parseLong(bounds[1])) {
        return StorageError.TOO_LARGE.response();
      }
    }
    String blob = blobs.put(request.body());
    long generation = time.now().toEpochMilli() * 1000;
    state.change(
        tree -> {
          long before = Objects.find(tree, path).map(Held::generation).orElse(0L);
          Objects.put(tree, path, blob, Math.max(generation, before + 1));
          return tree;
        });
    return new WireResponse(200, WireHeaders.none(), new byte[0]);
  }

  private WireResponse get(String path) {
    return Objects.find(state.read(), path)
        .map(
            held ->
                new WireResponse(
                    200, WireHeaders.of("Content-Type", SignedUrls.TYPE), blobs.get(held.blob())))
        .orElseGet(StorageError.NO_OBJECT::response);
  }
}
