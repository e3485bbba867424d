package dev.portolan.sandbox.gcp;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.gcp.storage.StorageApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request as the host sees it that its path names first. */
final class HostRequest {
  /** More than any request in JSON may be; what is uploaded is not sent compressed. */
  static final int LARGEST = 32 << 20;

  private HostRequest() {}

  /**
   * The same, with its host in the path where it has none: so calls come from whoever has been told
   * of an emulator, of Pub/Sub or of Cloud Storage.
   */
  static WireRequest ofEmulator(WireRequest request) {
    String path = request.path();
    String host =
        path.startsWith("/v1/projects/")
            ? "/pubsub.googleapis.com"
            : StorageApi.serves(path) ? "/storage.googleapis.com" : "";
    return new WireRequest(
        request.method(), host + path, request.query(), request.headers(), request.body());
  }

  /**
   * Takes the host from the path, and what stands in the way of reading it: a compressed body, and
   * a method that hides in a field because Java's own client has no PATCH. Empty when the body is
   * too large to be unpacked.
   */
  static Optional<WireRequest> inside(WireRequest request, int hostEnd) {
    String path = hostEnd < 0 ? "/" : request.path().substring(hostEnd);
    String method =
        request.method().equals("POST")
            ? request.headers().first("X-HTTP-Method-Override").orElse("POST")
            : request.method();
    boolean packed =
        request.headers().first("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    byte[] body = packed ? unpacked(request.body()) : request.body();
    return packed && body.length > LARGEST
        ? Optional.empty()
        : Optional.of(new WireRequest(method, path, request.query(), request.headers(), body));
  }

  private static byte[] unpacked(byte[] body) {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return stream.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      return body;
    }
  }
}
