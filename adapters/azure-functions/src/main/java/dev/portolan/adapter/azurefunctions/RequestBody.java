package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Fields;
import dev.portolan.runtime.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The bytes of a request's body, or a refusal where the host and the worker have changed them.
 *
 * <p>The host tells of a body only if its length was announced, as bytes if the request says {@code
 * application/octet-stream} or {@code multipart/…}, and else as text, which it reads as UTF-8
 * without a byte order mark, whatever it is ({@code GrpcMessageConversionExtensions.PopulateBody};
 * azure-functions-java-worker#781).
 */
final class RequestBody {
  private static final byte[] NOTHING = {};
  private static final char REPLACEMENT = '\ufffd';
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private RequestBody() {}

  /**
   * The body as it was sent.
   *
   * <p>Text with U+FFFD is taken for what was sent if it is as long: three bytes that are the
   * beginning of a character without its end cannot be told from it.
   *
   * @param told what the worker made of it; {@code null} if there is none
   * @param limit how many bytes are taken
   */
  static byte[] of(String told, Fields headers, ExecutionContext context, int limit)
      throws Refusal {
    long length = length(headers);
    if (length > limit || told != null && told.length() > limit) {
      throw new Refusal(413, "body-too-large", "The body is larger than is taken here.");
    }
    if (told == null || told.isEmpty()) {
      if (headers.get("transfer-encoding") != null) {
        throw new Refusal(
            411,
            "length-required",
            "Azure hands on no body whose length was not announced: send Content-Length.");
      }
      return length > 0 ? empty(length, headers) : NOTHING;
    }
    return isBinary(headers.get("content-type"))
        ? bytes(told, length, context)
        : text(told, length, headers);
  }

  /** Of a byte order mark alone nothing is left. */
  private static byte[] empty(long length, Fields headers) throws Refusal {
    if (length == MARK.length) {
      return MARK.clone();
    }
    throw changed(headers);
  }

  private static long length(Fields headers) {
    try {
      String announced = headers.get("content-length");
      return announced == null ? -1 : Long.parseLong(announced.trim());
    } catch (NumberFormatException malformed) {
      return -1;
    }
  }

  /** As the host decides ({@code Utility.IsMediaTypeOctetOrMultipart}). */
  private static boolean isBinary(String type) {
    if (type == null) {
      return false;
    }
    String essence = essence(type);
    return essence.equals("application/octet-stream") || essence.contains("multipart/");
  }

  private static String essence(String type) {
    int end = type.indexOf(';');
    return type.substring(0, end < 0 ? type.length() : end).trim().toLowerCase(Locale.ROOT);
  }

  /** The worker reads bytes as text with the JVM's charset, which loses what is none. */
  private static byte[] bytes(String told, long length, ExecutionContext context) throws Refusal {
    byte[] bytes = WorkerContext.body(context);
    if (bytes != null) {
      return bytes;
    }
    if (told.indexOf(REPLACEMENT) < 0) {
      bytes = told.getBytes(Charset.defaultCharset());
    }
    if (bytes == null || length >= 0 && bytes.length != length) {
      throw new Refusal(415, "no-bytes", "Azure's worker hands on no bytes here, only text.");
    }
    return bytes;
  }

  private static byte[] text(String told, long length, Fields headers) throws Refusal {
    byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
    if (length < 0 ? told.indexOf(REPLACEMENT) < 0 : bytes.length == length) {
      return bytes;
    }
    if (bytes.length + MARK.length == length && told.indexOf(REPLACEMENT) < 0) {
      byte[] marked = new byte[bytes.length + MARK.length];
      System.arraycopy(MARK, 0, marked, 0, MARK.length);
      System.arraycopy(bytes, 0, marked, MARK.length, bytes.length);
      return marked;
    }
    throw changed(headers);
  }

  private static Refusal changed(Fields headers) {
    String type = headers.get("content-type");
    String essence = type == null ? "text/plain" : essence(type);
    boolean text = essence.startsWith("text/") || essence.endsWith("json");
    return new Refusal(
        text ? 400 : 415,
        "not-utf-8",
        "Azure hands on bytes that are not UTF-8 only where the request says"
            + " Content-Type: application/octet-stream, or multipart.");
  }
}
