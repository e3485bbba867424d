package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What writes payload format 1.0: a REST API whose one resource takes all paths and whose binary
 * media types are all, at its stage {@code prod}; or an HTTP API at its stage {@code prod}.
 *
 * <p>https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
 * What becomes of paths and queries is as https://github.com/localstack/localstack recorded it of a
 * REST API (tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json), and
 * https://github.com/middleapi/standard-server/pull/93 of an HTTP API.
 */
final class FakeRestApi {
  private FakeRestApi() {}

  static byte[] payload(HttpRequest request) {
    Map<String, Object> event = event(request, request.rawPath(), "/prod" + request.rawPath());
    byte[] body = request.body();
    event.put("body", body.length == 0 ? null : Base64.getEncoder().encodeToString(body));
    event.put("isBase64Encoded", body.length > 0);
    return new JsonWriter().value(event).toBytes();
  }

  static byte[] payloadOfHttpApi(HttpRequest request) {
    Map<String, Object> event = new LinkedHashMap<>(Map.of("version", "1.0"));
    String path = "/prod" + request.path();
    event.putAll(event(request, path, path));
    event.put("body", null);
    FakeFrontDoor.addBody(event, request);
    return new JsonWriter().value(event).toBytes();
  }

  private static Map<String, Object> event(HttpRequest request, String path, String whole) {
    String own = path.startsWith("/prod/") ? path.substring("/prod".length()) : path;
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("resource", own.equals("/") ? "/" : "/{proxy+}");
    event.put("path", path);
    event.put("httpMethod", request.method());
    addLists(event, "multiValueHeaders", "headers", lists(request.headers(), true));
    Map<String, List<String>> query = lists(request.query(), false);
    addLists(
        event,
        "multiValueQueryStringParameters",
        "queryStringParameters",
        query.isEmpty() ? null : query);
    event.put("pathParameters", own.equals("/") ? null : Map.of("proxy", own.substring(1)));
    event.put("stageVariables", null);
    event.put("requestContext", context(request, whole));
    return event;
  }

  private static Map<String, Object> context(HttpRequest request, String whole) {
    Map<String, Object> identity = new LinkedHashMap<>();
    for (String none : List.of("accessKey", "accountId", "caller", "user", "userArn")) {
      identity.put(none, null);
    }
    identity.put("sourceIp", "203.0.113.7");
    identity.put("userAgent", "test");
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "123456789012");
    context.put("apiId", "abcdef");
    context.put("domainName", "abcdef.execute-api.eu-west-1.amazonaws.com");
    context.put("httpMethod", request.method());
    context.put("identity", identity);
    context.put("path", whole);
    context.put("protocol", "HTTP/1.1");
    context.put("requestId", "d4b1e3a0");
    context.put("resourcePath", "/{proxy+}");
    context.put("stage", "prod");
    return context;
  }

  /** All values of each name, headers by their first spelling. */
  static Map<String, List<String>> lists(Fields fields, boolean ignoringCase) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Map<String, String> spellings = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      String key = ignoringCase ? name.toLowerCase(Locale.ROOT) : name;
      spellings.putIfAbsent(key, name);
      lists.computeIfAbsent(spellings.get(key), first -> new ArrayList<>()).add(fields.value(i));
    }
    return lists;
  }

  /** The lists, and the last of each. */
  private static void addLists(
      Map<String, Object> event, String many, String one, Map<String, List<String>> lists) {
    event.put(one, lists == null ? null : last(lists));
    event.put(many, lists);
  }

  static Map<String, String> last(Map<String, List<String>> lists) {
    Map<String, String> last = new LinkedHashMap<>();
    lists.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
    return last;
  }

  /** The response that an answer stands for; whatever is no such answer is 502. */
  static HttpResponse answer(byte[] answer) {
    Map<?, ?> document = (Map<?, ?>) JsonReader.read(answer);
    for (Object key : document.keySet()) {
      if (!List.of("statusCode", "multiValueHeaders", "body", "isBase64Encoded").contains(key)) {
        throw new IllegalStateException("502: no field of payload format 1.0 is " + key);
      }
    }
    return response(document);
  }

  static HttpResponse response(Map<?, ?> document) {
    HttpResponse response = HttpResponse.of(Math.toIntExact((Long) document.get("statusCode")));
    for (Map.Entry<?, ?> header : ((Map<?, ?>) document.get("multiValueHeaders")).entrySet()) {
      for (Object value : (List<?>) header.getValue()) {
        response = response.withHeader((String) header.getKey(), (String) value);
      }
    }
    return withBody(response, document);
  }

  static HttpResponse withBody(HttpResponse response, Map<?, ?> document) {
    String body = (String) document.get("body");
    return (Boolean) document.get("isBase64Encoded")
        ? response.withBody(Base64.getDecoder().decode(body))
        : response.withBody(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
