package dev.portolan.adapter.azurefunctions;

import dev.portolan.StoredObject;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.PercentEncoding;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Containers of block blobs, at the hosts that Azure gives to storage accounts and at no other.
 *
 * <p>What an answer is about says its header {@code x-ms-error-code}: a blob that is not there and
 * a container that is not there are 404 both.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob
 *     Storage error codes</a>
 */
final class BlobCalls {
  /**
   * With any since 2019-12-12 one request stores 5000 MiB, which is more than an array holds.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>
   */
  private static final String VERSION = "2021-12-02";

  /**
   * Of each of Azure's clouds, and of DNS zones; the deployer refuses accounts that are elsewhere.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints">Storage
   *     account endpoints</a>
   */
  private static final Pattern PLACE =
      Pattern.compile(
          "https://[a-z0-9]{3,24}([.]z[0-9]+)?[.]blob[.](core[.](windows[.]net"
              + "|chinacloudapi[.]cn|usgovcloudapi[.]net)|storage[.]azure[.]net)/([a-z0-9-]+)");

  private static final String READER = "Storage Blob Data Reader";
  private static final String WRITER = "Storage Blob Data Contributor";

  private final AzureApi api;

  BlobCalls(AzureApi api) {
    this.api = api;
  }

  StoredObject get(String place, String key, long millis) throws IOException {
    String container = container(place);
    Exchange exchange = call("GET", place, key, Map.of(), null, millis);
    if (exchange.status() == 200) {
      return new StoredObject(
          exchange.object(container, key, exchange.length(), "x-ms-version-id"), exchange.whole());
    }
    if (isAbsent(exchange)) {
      return null;
    }
    throw refused("not read: ", place, key, READER, exchange);
  }

  void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    container(place);
    Map<String, String> headers =
        Map.of("x-ms-blob-type", "BlockBlob", "Content-Type", contentType);
    Exchange exchange = call("PUT", place, key, headers, content, millis);
    if (exchange.status() != 201) {
      throw refused("not stored: ", place, key, WRITER, exchange);
    }
    exchange.bytesThatCome();
  }

  void delete(String place, String key, long millis) throws IOException {
    container(place);
    Exchange exchange = call("DELETE", place, key, Map.of(), null, millis);
    if (exchange.status() == 202) {
      exchange.bytesThatCome();
    } else if (!isAbsent(exchange)) {
      throw refused("not removed: ", place, key, WRITER, exchange);
    }
  }

  private Exchange call(
      String method,
      String place,
      String key,
      Map<String, String> headers,
      byte[] body,
      long millis)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-ms-version", VERSION);
    String address = place + "/" + PercentEncoding.encode(key, "-._~/");
    return api.open(method, address, all, body, millis);
  }

  /** The name of the container, where it is one. */
  private static String container(String place) throws IOException {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new IOException(
          "a bucket of the function is said to be at "
              + place
              + ", which is no container of a storage account");
    }
    return parts.group(4);
  }

  /** Whether the container is there and the blob is not; reads what else was said of that. */
  private static boolean isAbsent(Exchange exchange) {
    boolean absent = exchange.status() == 404 && "BlobNotFound".equals(code(exchange));
    if (absent) {
      exchange.bytesThatCome();
    }
    return absent;
  }

  private static String code(Exchange exchange) {
    String code = exchange.header("x-ms-error-code");
    return code == null ? "" : code;
  }

  /**
   * What was refused, in Azure's own words, and what would help.
   *
   * @param role that is needed for it
   */
  private static IOException refused(
      String what, String place, String key, String role, Exchange exchange) {
    String told = OneLine.told(exchange.bytesThatCome());
    String code = code(exchange);
    String hint =
        switch (code) {
          case "AuthorizationPermissionMismatch" ->
              "; the function's identity needs "
                  + role
                  + " there, and a right that is new can take minutes to be known";
          case "AuthorizationFailure" -> "; the account's firewall may keep the function out";
          case "ContainerNotFound" -> "; there is no such container";
          default -> "";
        };
    return new IOException(
        what
            + place
            + "/"
            + OneLine.of(key)
            + ": "
            + exchange.status()
            + (code.isEmpty() ? "" : " " + code)
            + hint
            + (told.isEmpty() ? "" : ": " + told));
  }
}
