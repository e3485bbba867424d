package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Fields;
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
import org.springframework.messaging.support.MessageBuilder;

/**
 * Requests as messages, and messages as responses, by the conventions of Spring Cloud Function's
 * web module ({@code HeaderUtils}) and AWS adapter ({@code statusCode}), with what those leave out
 * under the names of Spring Integration ({@code http_requestMethod}, {@code http_requestUrl}).
 */
final class HttpWire {
  /** The header with the {@link Context} of the invocation. */
  static final String CONTEXT = "portolan-context";

  private static final String METHOD = "http_requestMethod";
  private static final String URL = "http_requestUrl";
  private static final String QUERY = "http_request_param";
  private static final String PATH = "http_path_param";
  private static final String STATUS = "statusCode";

  /** What Spring's catalog takes from a message for itself: no caller may say it. */
  private static final Set<String> SPRINGS_OWN =
      Set.of("payload", "id", "timestamp", CONTEXT, QUERY, PATH);

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
    if (function.takesText() && !isJson(headers.get(MessageHeaders.CONTENT_TYPE))) {
      // Spring has no text for a type that it does not know
      return MessageBuilder.withPayload(request.text()).copyHeaders(headers).build();
    }
    byte[] body = request.body();
    if (!function.takesAny()) {
      if (body.length == 0 && BODILESS.contains(request.method())) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(request.pathParameters());
        body = new JsonWriter().value(all).toBytes();
        headers.put(MessageHeaders.CONTENT_TYPE, JSON);
      } else if (isForm(headers.get(MessageHeaders.CONTENT_TYPE))) {
        // what curl -d says of every body
        headers.put(MessageHeaders.CONTENT_TYPE, JSON);
      }
    }
    return MessageBuilder.withPayload(body).copyHeaders(headers).build();
  }

  private static Map<String, Object> headers(Fields fields) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i).toLowerCase(Locale.ROOT);
      if (!SPRINGS_OWN.contains(name) && !name.startsWith("spring.")) {
        List<String> values = fields.all(name);
        String key = name.equals("content-type") ? MessageHeaders.CONTENT_TYPE : name;
        headers.put(key, values.size() == 1 ? values.get(0) : values);
      }
    }
    return headers;
  }

  private static boolean isJson(Object contentType) {
    return contentType instanceof String type && CatalogFunction.isJson(type);
  }

  private static boolean isForm(Object contentType) {
    return contentType instanceof String type
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  /**
   * @param asked the headers of the message that it answers
   */
  static HttpResponse response(Object result, MessageHeaders asked, CatalogFunction function) {
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
    boolean own = function.answersMessage() || !sameIn(asked, MessageHeaders.CONTENT_TYPE, type);
    return body(response.withHeaders(fields), message.getPayload(), own ? type : null, function);
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
