package dev.portolan.adapter.awslambda;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands before a function on AWS: writes payload format 2.0 as a function URL does, and reads
 * the answer as strictly as it is documented.
 *
 * <p>https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
final class FakeFrontDoor {
  private FakeFrontDoor() {}

  static byte[] payload(HttpRequest request) {
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", request.method());
    http.put("path", request.rawPath());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", "203.0.113.7");
    http.put("userAgent", "test");
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "anonymous");
    context.put("apiId", "abcdef");
    context.put("domainName", "abcdef.lambda-url.eu-west-1.on.aws");
    context.put("domainPrefix", "abcdef");
    context.put("http", http);
    context.put("requestId", "d4b1e3a0");
    context.put("routeKey", "$default");
    context.put("stage", "$default");
    context.put("time", "12/Mar/2026:19:03:58 +0000");
    context.put("timeEpoch", 1583348638390L);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", "$default");
    event.put("rawPath", request.rawPath());
    event.put("rawQueryString", request.rawQuery());
    addHeaders(event, request);
    event.put("requestContext", context);
    addBody(event, request);
    return new JsonWriter().value(event).toBytes();
  }

  /** The same of a caller who has signed. */
  static byte[] payloadOf(String caller, HttpRequest request) {
    String arn = "\"userArn\":\"" + caller + "\"";
    return with(payload(request), "\"authorizer\":{\"iam\":{" + arn + "}},");
  }

  private static byte[] with(byte[] payload, String member) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return text.replace("\"requestContext\":{", "\"requestContext\":{" + member)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A request without headers and body, whatever its target is. */
  static byte[] payload(String method, String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new String(payload(HttpRequest.of(method, "/there")), StandardCharsets.UTF_8)
        .replace("\"/there\"", "\"" + path + "\"")
        .replace("\"rawQueryString\":\"\"", "\"rawQueryString\":\"" + query + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void addHeaders(Map<String, Object> event, HttpRequest request) {
    Map<String, Object> headers = new LinkedHashMap<>();
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i < request.headers().size(); i++) {
      String name = request.headers().name(i).toLowerCase(Locale.ROOT);
      String value = request.headers().value(i);
      if (name.equals("cookie")) {
        cookies.addAll(List.of(value.split("; ")));
      }
      headers.merge(name, value, (one, other) -> one + "," + other);
    }
    if (!cookies.isEmpty()) {
      event.put("cookies", cookies);
    }
    event.put("headers", headers);
  }

  /** As text where the type says so and it is some, else in Base64. */
  static void addBody(Map<String, Object> event, HttpRequest request) {
    byte[] body = request.body();
    String type = String.valueOf(request.headers().get("content-type"));
    boolean text = Utf8.isValid(body) && (type.startsWith("text/") || type.contains("json"));
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    event.put("isBase64Encoded", body.length > 0 && !text);
  }

  static HttpResponse answer(byte[] answer) {
    Map<?, ?> document = (Map<?, ?>) JsonReader.read(answer);
    for (Object key : document.keySet()) {
      if (!List.of("statusCode", "headers", "cookies", "body", "isBase64Encoded").contains(key)) {
        throw new IllegalStateException("no field of payload format 2.0: " + key);
      }
    }
    HttpResponse response = HttpResponse.of(Math.toIntExact((Long) document.get("statusCode")));
    for (Map.Entry<?, ?> header : ((Map<?, ?>) document.get("headers")).entrySet()) {
      response = response.withHeader((String) header.getKey(), (String) header.getValue());
    }
    if (document.get("cookies") != null) {
      for (Object cookie : (List<?>) document.get("cookies")) {
        response = response.withHeader("set-cookie", (String) cookie);
      }
    }
    String body = (String) document.get("body");
    return response.withBody(
        (Boolean) document.get("isBase64Encoded")
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8));
  }
}
