package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Hands a portable response to Azure's worker. */
final class ResponseWire {
  private static final String COOKIE = "set-cookie";

  private ResponseWire() {}

  /**
   * The response, or a 500 with a line in the log where it cannot be sent as it is.
   *
   * <p>The worker keeps one value of each name ({@code RpcHttpDataTarget}; #788), the host sends a
   * name once whatever its case ({@code RawScriptResult}), and Kestrel sends nothing beyond ASCII.
   * A body of no bytes is one too: where there is none the host makes it text. Of 205, which has
   * none by definition, Kestrel takes none.
   *
   * @param function for the log
   * @param id of the invocation
   */
  static HttpResponseMessage message(
      HttpResponse from, HttpRequestMessage<?> request, String function, String id) {
    HttpResponse sent = from;
    Map<String, String> headers = joined(from.headers());
    String problem = problem(from.headers());
    if (problem != null) {
      System.getLogger(function)
          .log(System.Logger.Level.ERROR, "Invocation " + id + ": " + problem);
      sent = Problem.of(500, id);
      headers = joined(sent.headers());
    }
    HttpResponseMessage.Builder to =
        request.createResponseBuilder(HttpStatusType.custom(sent.status()));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      to.header(header.getKey(), header.getValue());
    }
    return to.body(sent.status() == 205 ? new byte[0] : sent.body()).build();
  }

  private static Map<String, String> joined(Fields fields) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i).toLowerCase(Locale.ROOT);
      String before = headers.get(name);
      headers.put(
          name, before == null ? fields.value(i) : before.concat(", ").concat(fields.value(i)));
    }
    return headers;
  }

  /** Why these headers cannot be sent; {@code null} if they can. */
  private static String problem(Fields fields) {
    int cookies = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.name(i).equalsIgnoreCase(COOKIE) && ++cookies > 1) {
        return "the response sets two cookies, and Azure's worker for Java carries one"
            + " (azure-functions-java-worker#788): put both values into one cookie, or set the"
            + " other with the next response";
      }
      if (!isAscii(fields.value(i))) {
        return "the value of the header "
            + fields.name(i)
            + " goes beyond ASCII, and Azure's host sends no such header: percent-encode it";
      }
    }
    return null;
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
