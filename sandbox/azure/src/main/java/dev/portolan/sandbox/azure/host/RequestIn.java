package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.azure.worker.Datum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the host tells Azure's worker for Java of a request ({@code
 * GrpcMessageConversionExtensions.ToRpcHttp}); none of what the worker has no capability for: no
 * proxying, no nullable values, no raw bytes ({@code WorkerInitRequestHandler}).
 */
final class RequestIn {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private RequestIn() {}

  static Datum.Http datum(WireRequest from, String path, Map<String, String> params) {
    String host = from.headers().first("host").orElse("localhost");
    String query = from.query().isEmpty() ? "" : "?" + from.query();
    return new Datum.Http(
        "http://" + host + RequestPath.encoded(path) + query,
        from.method(),
        headers(from),
        query(from),
        params,
        body(from),
        0);
  }

  /** Names in lower case, values joined by commas; empty ones too. */
  private static Map<String, String> headers(WireRequest from) {
    Map<String, String> headers = new LinkedHashMap<>();
    from.headers()
        .asMap()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), joined(values)));
    return headers;
  }

  /** Values joined by commas; without those that are empty. */
  private static Map<String, String> query(WireRequest from) {
    Map<String, String> query = new LinkedHashMap<>();
    from.parameters()
        .forEach(
            (name, values) -> {
              if (!joined(values).isEmpty()) {
                query.put(name, joined(values));
              }
            });
    return query;
  }

  private static String joined(List<String> values) {
    return String.join(",", values);
  }

  /**
   * The body, if a length was announced: bytes for {@code application/octet-stream} and {@code
   * multipart/…}, and text for all else, read as UTF-8 whatever it is.
   */
  private static Datum body(WireRequest from) {
    String length = from.headers().first("content-length").orElse("0");
    if (length.equals("0") || from.body().length == 0) {
      return new Datum.None();
    }
    String type = from.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String essence = type.substring(0, end < 0 ? type.length() : end).trim();
    return essence.equals("application/octet-stream") || essence.contains("multipart/")
        ? new Datum.Bytes(from.body())
        : new Datum.Text(text(from.body()));
  }

  /**
   * As {@code StreamReader} reads it: without its byte order mark, in UTF-16 if that says so, and
   * with a replacement for what is no text ({@code HttpRequestExtensions.ReadAsStringAsync} of
   * azure-webjobs-sdk-extensions).
   */
  private static String text(byte[] body) {
    boolean little = body.length > 1 && body[0] == (byte) 0xff && body[1] == (byte) 0xfe;
    boolean big = body.length > 1 && body[0] == (byte) 0xfe && body[1] == (byte) 0xff;
    if (little || big) {
      String text =
          new String(body, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
      return text.substring(1);
    }
    boolean marked = body.length > 2 && ByteBuffer.wrap(body, 0, 3).equals(ByteBuffer.wrap(MARK));
    int from = marked ? 3 : 0;
    byte[] rest = withoutSurrogates(Arrays.copyOfRange(body, from, body.length));
    return new String(rest, StandardCharsets.UTF_8);
  }

  /**
   * Half a pair becomes three replacements, as of .NET 3.0 (github.com/dotnet/docs/issues/13547);
   * Java makes one of it.
   */
  private static byte[] withoutSurrogates(byte[] utf8) {
    for (int i = 0; i + 2 < utf8.length; i++) {
      boolean half = utf8[i] == (byte) 0xed && (utf8[i + 1] & 0xe0) == 0xa0;
      if (half && (utf8[i + 2] & 0xc0) == 0x80) {
        Arrays.fill(utf8, i, i + 3, (byte) 0xff);
      }
    }
    return utf8;
  }
}
