package dev.portolan.runtime;

import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonWriter;
import java.nio.charset.StandardCharsets;

/** Problem details (RFC 9457) that tell nothing internal. */
public final class Problem {
  private Problem() {}

  /** A status with its fixed title, and the invocation's id to look for in the log. */
  public static HttpResponse of(int status, String id) {
    return of(status, id, null, null);
  }

  /**
   * The same with a code and a sentence, both safe to show; {@code null} for none.
   *
   * <p>Half a surrogate pair in the sentence becomes a question mark: UTF-8 has no form for it.
   */
  public static HttpResponse of(int status, String id, String code, String detail) {
    JsonWriter json = new JsonWriter();
    json.raw("{\"type\":\"about:blank\",\"title\":").string(title(status));
    json.raw(",\"status\":").value(status).raw(",\"id\":").string(id);
    if (code != null) {
      json.raw(",\"code\":")
          .string(code)
          .raw(",\"detail\":")
          .string(detail == null ? "" : whole(detail));
    }
    return HttpResponse.of(status)
        .withHeader("content-type", "application/problem+json")
        .withBody(json.raw("}").toBytes());
  }

  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String title(int status) {
    switch (status) {
      case 400:
        return "Bad Request";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 408:
        return "Request Timeout";
      case 409:
        return "Conflict";
      case 410:
        return "Gone";
      case 411:
        return "Length Required";
      case 412:
        return "Precondition Failed";
      case 413:
        return "Content Too Large";
      case 414:
        return "URI Too Long";
      case 415:
        return "Unsupported Media Type";
      case 417:
        return "Expectation Failed";
      case 422:
        return "Unprocessable Content";
      case 425:
        return "Too Early";
      case 428:
        return "Precondition Required";
      case 429:
        return "Too Many Requests";
      case 431:
        return "Request Header Fields Too Large";
      case 501:
        return "Not Implemented";
      case 502:
        return "Bad Gateway";
      case 503:
        return "Service Unavailable";
      case 504:
        return "Gateway Timeout";
      case 505:
        return "HTTP Version Not Supported";
      default:
        return status < 500 ? "Request Failed" : "Internal Server Error";
    }
  }
}
