package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Fields;
import dev.portolan.FunctionException;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Requests as messages, and messages as responses, by the conventions of Spring Cloud Function's
 * web module ({@code HeaderUtils}) and AWS adapter ({@code statusCode}), with what those leave out
 * under the names of Spring Integration ({@code http_requestMethod}, {@code http_requestUrl}).
 */
final class HttpWire {
  /** The header with the {@link Context} of the invocation. */
  static final String CONTEXT = "portolan-context";

  /** The header with the kind of the event that a message is. */
  static final String KIND = "portolan-event-kind";

  private static final String METHOD = "http_requestMethod";
  private static final String URL = "http_requestUrl";
  private static final String QUERY = "http_request_param";
  private static final String PATH = "http_path_param";
  private static final String STATUS = "statusCode";

  /**
   * What Spring's catalog takes from a message for itself: no caller may say it. Over HTTP the type
   * of an event's data is the content type, and Spring would believe the attribute instead.
   */
  private static final Set<String> SPRINGS_OWN =
      Set.of(
          "payload",
          "id",
          "timestamp",
          "ce-datacontenttype",
          "ce_datacontenttype",
          CONTEXT,
          KIND,
          QUERY,
          PATH);

  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");
  private static final String JSON = "application/json";

  private HttpWire() {}

  /** The request for a function, of which the query is what it takes where there is no body. */
  static Message<?> message(HttpRequest request, CatalogFunction function, Context context) {
    Map<String, Object> headers = headers(request.headers());
    Map<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i < request.query().size(); i++) {
      query.putIfAbsent(request.query().name(i), request.query().value(i));
    }
    headers.put(METHOD, request.method());
    headers.put(URL, request.rawPath() + (query.isEmpty() ? "" : "?" + request.rawQuery()));
    headers.put(QUERY, query);
    headers.put(PATH, request.pathParameters());
    headers.put(CONTEXT, context);
    Input input = function.input();
    ContentType type = type(request.headers());
    byte[] body = request.body();
    if (type != null && type.isStructuredEvent() && !input.isUntouched()) {
      StructuredEvent event = StructuredEvent.of(body);
      headers.putAll(event.headers());
      return input.message(event.data(), event.type(), headers);
    }
    if (!input.isAny() && body.length == 0 && BODILESS.contains(request.method())) {
      Map<String, String> all = new LinkedHashMap<>(query);
      all.putAll(request.pathParameters());
      return input.message(new JsonWriter().value(all).toBytes(), ContentType.JSON, headers);
    }
    return input.message(body, type, headers);
  }

  /** {@code null} where the request has none. */
  private static ContentType type(Fields fields) {
    List<String> all = fields.all("content-type");
    if (all.size() > 1) {
      throw new FunctionException(400, "bad-content-type", "There are several content types");
    }
    return all.isEmpty() ? null : ContentType.of(all.get(0));
  }

  private static Map<String, Object> headers(Fields fields) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i).toLowerCase(Locale.ROOT);
      boolean dropped =
          SPRINGS_OWN.contains(name) || name.startsWith("spring.") || name.equals("content-type");
      if (!dropped) {
        List<String> values = fields.all(name);
        headers.put(name, values.size() == 1 ? values.get(0) : values);
      }
    }
    return headers;
  }

  /**
   * @param asked the headers of the message that it answers
   */
  static HttpResponse response(Object answer, MessageHeaders asked, CatalogFunction function) {
    Object result = Answers.together(answer);
    if (!(result instanceof Message<?> message)) {
      return body(HttpResponse.of(result == null ? 204 : 200), result, null, function);
    }
    MessageHeaders headers = message.getHeaders();
    HttpResponse response = HttpResponse.of(status(headers.get(STATUS)));
    Fields fields = response.headers();
    for (Map.Entry<String, Object> header : headers.entrySet()) {
      if (isSent(header, headers, asked)) {
        fields = with(fields, header.getKey(), header.getValue());
      }
    }
    Object type = headers.get(MessageHeaders.CONTENT_TYPE);
    boolean own = !headers.containsKey(METHOD) || !isOf(asked, type);
    return body(response.withHeaders(fields), message.getPayload(), own ? type : null, function);
  }

  /** Text came under another type than its own. */
  private static boolean isOf(MessageHeaders asked, Object type) {
    return sameIn(asked, MessageHeaders.CONTENT_TYPE, type) || sameIn(asked, "content-type", type);
  }

  /**
   * A result that was made with all headers of the request, by Spring itself or by {@code
   * copyHeaders}, does not send them back: they are the caller's, credentials among them.
   */
  private static boolean isSent(
      Map.Entry<String, Object> header, MessageHeaders headers, MessageHeaders asked) {
    boolean copied = headers.containsKey(METHOD);
    String name = header.getKey();
    boolean internal =
        SPRINGS_OWN.contains(name)
            || name.equals(METHOD)
            || name.equals(URL)
            || name.equals(STATUS)
            || name.equals(MessageHeaders.CONTENT_TYPE)
            || name.equals(MessageHeaders.REPLY_CHANNEL)
            || name.equals(MessageHeaders.ERROR_CHANNEL);
    return !internal && !(copied && sameIn(asked, name, header.getValue()));
  }

  private static boolean sameIn(MessageHeaders asked, String name, Object value) {
    return value != null && value.equals(asked.get(name));
  }

  private static Fields with(Fields fields, String name, Object value) {
    if (value instanceof Collection<?> values) {
      Fields all = fields;
      for (Object each : values) {
        all = with(all, name, each);
      }
      return all;
    }
    boolean scalar =
        value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    return scalar ? fields.with(name, value.toString()) : fields;
  }

  private static int status(Object status) {
    return status == null ? 200 : Integer.parseInt(status.toString());
  }

  private static HttpResponse body(
      HttpResponse response, Object payload, Object type, CatalogFunction function) {
    if (payload == null) {
      return response;
    }
    boolean hasType = type != null || response.headers().get("content-type") != null;
    if (type != null && response.headers().get("content-type") == null) {
      response = response.withHeader("content-type", type.toString());
    }
    if (payload instanceof byte[] bytes) {
      return typed(response, hasType, "application/octet-stream").withBody(bytes);
    }
    if (payload instanceof CharSequence text) {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return typed(response, hasType, "text/plain; charset=utf-8").withBody(bytes);
    }
    return typed(response, hasType, JSON).withBody(function.write(payload));
  }

  private static HttpResponse typed(HttpResponse response, boolean already, String type) {
    return already ? response : response.withHeader("content-type", type);
  }
}
