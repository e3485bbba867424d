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
import java.util.Set;

/**
 * An Application Load Balancer before a function, and as strict as it is documented.
 *
 * <p>https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 *
 * @param lists whether {@code lambda.multi_value_headers.enabled} is on
 */
record FakeBalancer(boolean lists) {
  private static final int MEGABYTE = 1_000_000;

  /** "The maximum size of the request body that you can send to a Lambda function is 1 MB." */
  byte[] payload(HttpRequest request) {
    if (request.body().length > MEGABYTE) {
      throw new LambdaHarness.TooLarge();
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("requestContext", Map.of("elb", Map.of("targetGroupArn", "arn:aws:t")));
    event.put("httpMethod", request.method());
    event.put("path", request.rawPath());
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < request.headers().size(); i++) {
      add(headers, request.headers().name(i).toLowerCase(Locale.ROOT), request.headers().value(i));
    }
    Map<String, List<String>> query = query(request.rawQuery());
    if (lists) {
      event.put("multiValueQueryStringParameters", query);
      event.put("multiValueHeaders", headers);
    } else {
      event.put("queryStringParameters", FakeRestApi.last(query));
      event.put("headers", FakeRestApi.last(headers));
    }
    addBody(event, request);
    return new JsonWriter().value(event).toBytes();
  }

  /** Not decoded. */
  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      add(
          query,
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    return query;
  }

  private static void add(Map<String, List<String>> lists, String name, String value) {
    lists.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
  }

  /** "text/*, application/json, application/javascript, and application/xml" go as they are. */
  private static void addBody(Map<String, Object> event, HttpRequest request) {
    byte[] body = request.body();
    String type = String.valueOf(request.headers().get("content-type")).split(";")[0];
    boolean named =
        type.startsWith("text/")
            || Set.of("application/json", "application/javascript", "application/xml")
                .contains(type);
    boolean text =
        body.length == 0
            || named && Utf8.isValid(body) && request.headers().get("content-encoding") == null;
    event.put(
        "body",
        text ? new String(body, StandardCharsets.UTF_8) : Base64.getEncoder().encodeToString(body));
    event.put("isBase64Encoded", !text);
  }

  /** The response that an answer stands for; whatever is no such answer is 502. */
  HttpResponse answer(byte[] answer) {
    Map<?, ?> document = (Map<?, ?>) JsonReader.read(answer);
    String headers = lists ? "multiValueHeaders" : "headers";
    Set<String> keys =
        Set.of("statusCode", "statusDescription", headers, "body", "isBase64Encoded");
    if (answer.length > MEGABYTE || !document.keySet().equals(keys)) {
      throw new IllegalStateException("502: " + answer.length + " bytes " + document.keySet());
    }
    String description = (String) document.get("statusDescription");
    if (!description.matches(document.get("statusCode") + " [A-Z][A-Za-z -]+")) {
      throw new IllegalStateException("502: " + description);
    }
    if (lists) {
      return FakeRestApi.response(document);
    }
    HttpResponse response = HttpResponse.of(Math.toIntExact((Long) document.get("statusCode")));
    for (Map.Entry<?, ?> header : ((Map<?, ?>) document.get("headers")).entrySet()) {
      response = response.withHeader((String) header.getKey(), (String) header.getValue());
    }
    return FakeRestApi.withBody(response, document);
  }
}
