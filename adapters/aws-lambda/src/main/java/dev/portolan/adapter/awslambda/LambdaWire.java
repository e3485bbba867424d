package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Translates between Lambda's payloads and HTTP.
 *
 * <p>Understands payload format 2.0, which HTTP APIs and function URLs send; {@link Gateways} knows
 * others
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Payloads are told apart by
 * structure.
 */
final class LambdaWire {
  /**
   * The longest answer, in bytes.
   *
   * <p>"Response payload size exceeded maximum allowed payload size (6291556 bytes)." is what
   * Lambda says beyond (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
   */
  static final int MAX_RESPONSE = 6_291_556;

  private LambdaWire() {}

  /**
   * Whether this is a request, and not the question to an authorizer, which is one with the ARN of
   * its route
   * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
   */
  static boolean isHttp(Map<?, ?> event) {
    Object context = event.get("requestContext");
    return "2.0".equals(event.get("version"))
        && !event.containsKey("routeArn")
        && context instanceof Map
        && ((Map<?, ?>) context).get("http") instanceof Map;
  }

  static boolean isProbe(Map<?, ?> event) {
    return event.size() == 1 && "probe".equals(event.get("$portolan"));
  }

  static byte[] ready(String functionName) {
    JsonWriter json = new JsonWriter().raw("{\"$portolan\":\"ready\",\"function\":");
    return json.string(functionName).raw("}").toBytes();
  }

  /**
   * Whether this may be an event of AWS's own, or a CloudEvent, and no document of the caller's.
   */
  static boolean mayBeEvent(Map<?, ?> event) {
    return event.containsKey("requestContext")
        || event.containsKey("Records")
        || event.containsKey("detail-type")
        || event.containsKey("awslogs")
        || event.containsKey("eventSource")
        || event.containsKey("specversion");
  }

  /** Whether the platform compared path and method with the route that the deployer declared. */
  static boolean isRouted(Map<?, ?> event) {
    Object key = event.get("routeKey");
    return key instanceof String && !key.equals("$default") && !((String) key).startsWith("ANY ");
  }

  /**
   * The request in a payload of format 2.0.
   *
   * @throws IllegalArgumentException if a part of it could not be HTTP
   * @throws ClassCastException if a part of it is of another type than documented
   */
  static HttpRequest request(Map<?, ?> event) {
    Map<?, ?> context = (Map<?, ?>) event.get("requestContext");
    Map<?, ?> http = (Map<?, ?>) context.get("http");
    String query = (String) event.get("rawQueryString");
    return HttpRequest.of(
            (String) http.get("method"), path(event, context), query == null ? "" : query)
        .withHeaders(headers(event))
        .withPathParameters(pathParameters(event))
        .withBody(body(event));
  }

  /**
   * The path, percent-encoded, without the stage.
   *
   * <p>A named stage is the path's first segment. HTTP APIs hand over the path decoded ("API
   * Gateway decodes URL-encoded request parameters before passing them to your backend
   * integration.",
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html,
   * https://github.com/aws/aws-lambda-dotnet/pull/1901), function URLs as it was sent
   * (https://github.com/honojs/hono/issues/2156): what was decoded is encoded again here. An HTTP
   * API loses an encoded slash, and what follows an encoded question mark
   * (https://github.com/middleapi/standard-server/pull/93), before it calls.
   */
  private static String path(Map<?, ?> event, Map<?, ?> context) {
    String path = withoutStage((String) event.get("rawPath"), (String) context.get("stage"));
    String domain = (String) context.get("domainName");
    boolean asSent = domain != null && domain.contains(".lambda-url.");
    return asSent ? path : PathEncoding.encode(path);
  }

  static String withoutStage(String path, String stage) {
    if (stage != null && !stage.equals("$default") && path.startsWith("/" + stage)) {
      String rest = path.substring(stage.length() + 1);
      return rest.isEmpty() ? "/" : rest.charAt(0) == '/' ? rest : path;
    }
    return path;
  }

  private static Fields headers(Map<?, ?> event) {
    Map<?, ?> headers = (Map<?, ?>) event.get("headers");
    List<?> cookies = (List<?>) event.get("cookies");
    boolean listed = cookies != null && !cookies.isEmpty();
    List<String> pairs = new ArrayList<>();
    if (headers != null) {
      for (Map.Entry<?, ?> header : headers.entrySet()) {
        String name = (String) header.getKey();
        if (!listed || !name.equalsIgnoreCase("cookie")) {
          pairs.add(name);
          pairs.add((String) header.getValue());
        }
      }
    }
    if (listed) {
      StringBuilder all = new StringBuilder();
      for (Object cookie : cookies) {
        all.append(all.length() == 0 ? "" : "; ").append((String) cookie);
      }
      pairs.add("cookie");
      pairs.add(all.toString());
    }
    return Fields.headers(pairs);
  }

  /** Decoded by the platform. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> pathParameters(Map<?, ?> event) {
    Object parameters = event.get("pathParameters");
    return parameters == null ? Map.of() : (Map<String, String>) parameters;
  }

  static byte[] body(Map<?, ?> event) {
    String body = (String) event.get("body");
    if (body == null) {
      return new byte[0];
    }
    return Boolean.TRUE.equals(event.get("isBase64Encoded"))
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The answer in payload format 2.0.
   *
   * <p>Cookies have a list of their own; other headers that come repeatedly are joined by commas,
   * as RFC 9110 allows, since the format has one value for a name.
   */
  static byte[] response(HttpResponse response) {
    JsonWriter json = new JsonWriter().raw("{\"statusCode\":").value(response.status());
    Fields headers = response.headers();
    writeHeaders(json.raw(",\"headers\":"), headers);
    List<String> cookies = headers.all("set-cookie");
    if (!cookies.isEmpty()) {
      json.raw(",\"cookies\":").value(cookies);
    }
    return withBody(json, response);
  }

  /**
   * Ends an answer with its body: as text if it is UTF-8 and bears no content coding, else Base64.
   */
  static byte[] withBody(JsonWriter json, HttpResponse response) {
    byte[] body = response.body();
    if (response.headers().get("content-encoding") == null && Utf8.isValid(body)) {
      json.raw(",\"isBase64Encoded\":false,\"body\":").utf8(body);
    } else {
      json.raw(",\"isBase64Encoded\":true,\"body\":");
      json.utf8(Base64.getEncoder().encode(body));
    }
    return json.raw("}").toBytes();
  }

  private static void writeHeaders(JsonWriter json, Fields headers) {
    String separator = "{";
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (!name.equalsIgnoreCase("set-cookie") && isFirst(headers, i)) {
        json.raw(separator).string(name).raw(":").string(joined(headers, i));
        separator = ",";
      }
    }
    json.raw(separator.equals("{") ? "{}" : "}");
  }

  static boolean isFirst(Fields headers, int index) {
    for (int i = 0; i < index; i++) {
      if (headers.name(i).equalsIgnoreCase(headers.name(index))) {
        return false;
      }
    }
    return true;
  }

  static String joined(Fields headers, int first) {
    String joined = headers.value(first);
    for (int i = first + 1; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(headers.name(first))) {
        joined = joined + ", " + headers.value(i);
      }
    }
    return joined;
  }
}
