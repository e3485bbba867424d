package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.ObjectRef;
import dev.portolan.StoredObject;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Objects of Cloud Storage, by its JSON API.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Objects</a>
 */
final class ObjectCalls {
  private static final String READER = "roles/storage.objectViewer";
  private static final String WRITER = "roles/storage.legacyBucketWriter";

  private final GoogleApi api;

  ObjectCalls(GoogleApi api) {
    this.api = api;
  }

  /**
   * Asks for the bytes as they are stored: an object that was uploaded compressed would else be
   * unpacked on the way, and nobody could tell its length (cloud.google.com/storage/docs/
   * transcoding).
   */
  StoredObject get(String bucket, String key, long millis) throws IOException {
    Map<String, String> headers = Map.of("Accept-Encoding", "gzip");
    Exchange exchange =
        api.open("GET", path(bucket, key).concat("?alt=media"), headers, null, millis);
    if (exchange.status() == 404) {
      requireBucket(bucket, exchange);
      return null;
    }
    if (exchange.status() != 200) {
      throw GoogleApi.refused("not read from " + told(bucket, key), READER, exchange);
    }
    return object(bucket, key, exchange);
  }

  private static StoredObject object(String bucket, String key, Exchange exchange)
      throws IOException {
    boolean packed = "gzip".equalsIgnoreCase(exchange.header("Content-Encoding"));
    boolean storedSo = "gzip".equalsIgnoreCase(exchange.header("x-goog-stored-content-encoding"));
    InputStream content = exchange.whole();
    long length = exchange.length();
    if (packed && !storedSo) {
      // Packed for the way only.
      length = number(exchange.header("x-goog-stored-content-length"));
      content = new GZIPInputStream(content);
    }
    ObjectRef ref = exchange.object(bucket, key, length, "x-goog-generation");
    return new StoredObject(ref, content);
  }

  private static long number(String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException unknown) {
      return -1;
    }
  }

  void put(String bucket, String key, byte[] content, String contentType, long millis)
      throws IOException {
    String path =
        "/upload/storage/v1/b/" + segment(bucket) + "/o?uploadType=media&name=" + segment(key);
    Map<String, String> headers = Map.of("Content-Type", contentType);
    Exchange exchange = api.open("POST", path, headers, content, millis);
    if (exchange.status() != 200) {
      throw GoogleApi.refused("not stored as " + told(bucket, key), WRITER, exchange);
    }
    exchange.bytesThatCome();
  }

  void delete(String bucket, String key, long millis) throws IOException {
    Exchange exchange = api.open("DELETE", path(bucket, key), Map.of(), null, millis);
    if (exchange.status() == 404) {
      requireBucket(bucket, exchange);
    } else if (exchange.status() != 200 && exchange.status() != 204) {
      throw GoogleApi.refused("not removed: " + told(bucket, key), WRITER, exchange);
    } else {
      exchange.bytesThatCome();
    }
  }

  /** Where the bucket itself is missing, that there is no such object is not what was asked. */
  private static void requireBucket(String bucket, Exchange exchange) throws IOException {
    if (GoogleApi.told(exchange.bytes()).equals("The specified bucket does not exist.")) {
      throw new IOException("there is no bucket " + bucket);
    }
  }

  private static String path(String bucket, String key) {
    return "/storage/v1/b/" + segment(bucket) + "/o/" + segment(key);
  }

  private static String told(String bucket, String key) {
    return "gs://" + bucket + "/" + key;
  }

  /**
   * One part of a path: "Encoding an object's name" has slashes encoded too
   * (cloud.google.com/storage/docs/request-endpoints#encoding).
   */
  static String segment(String text) {
    return PercentEncoding.encode(text, "-._~");
  }
}
