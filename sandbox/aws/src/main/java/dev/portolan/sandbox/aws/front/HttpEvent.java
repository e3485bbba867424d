package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The event of payload format 2.0, as HTTP APIs and function URLs hand it to functions.
 *
 * @param rawPath decoded by HTTP APIs, as it came from function URLs (middleapi/standard-server#93)
 * @param pathParameters of the route; empty for none
 * @param caller what the authorizer found out: {@code iam} or {@code jwt}; empty for none
 */
record HttpEvent(
    WireRequest request,
    Place place,
    String routeKey,
    String rawPath,
    Map<String, String> pathParameters,
    Map<String, String> stageVariables,
    Optional<ObjectNode> caller,
    String requestId,
    String traceId,
    Instant now) {
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What the door is called. */
  record Place(String account, String apiId, String domain, String stage) {}

  ObjectNode tree() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0");
    event.put("routeKey", routeKey);
    event.put("rawPath", rawPath);
    event.put("rawQueryString", request.query());
    List<String> cookies = cookies();
    if (!cookies.isEmpty()) {
      cookies.forEach(event.putArray("cookies")::add);
    }
    headers(event.putObject("headers"));
    if (!request.query().isEmpty()) {
      ObjectNode query = event.putObject("queryStringParameters");
      request.parameters().forEach((name, values) -> query.put(name, String.join(",", values)));
    }
    context(event.putObject("requestContext"));
    if (!pathParameters.isEmpty()) {
      pathParameters.forEach(event.putObject("pathParameters")::put);
    }
    if (!stageVariables.isEmpty()) {
      stageVariables.forEach(event.putObject("stageVariables")::put);
    }
    boolean text = text(request.headers().first("Content-Type").orElse(""));
    if (request.body().length > 0) {
      event.put(
          "body",
          text
              ? new String(request.body(), StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(request.body()));
    }
    event.put("isBase64Encoded", request.body().length > 0 && !text);
    return event;
  }

  /** All cookie headers, one entry a cookie. */
  private List<String> cookies() {
    return request.headers().all("Cookie").stream()
        .flatMap(header -> List.of(header.split(";")).stream())
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  /** Small names; values of one name joined; cookies stand elsewhere. */
  private void headers(ObjectNode headers) {
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Cookie") && !name.equalsIgnoreCase("Connection")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
              }
            });
    headers.put("host", place.domain());
    headers.put("x-amzn-trace-id", traceId);
    headers.put("x-forwarded-for", "127.0.0.1");
    headers.put("x-forwarded-port", "443");
    headers.put("x-forwarded-proto", "https");
    headers.put("content-length", String.valueOf(request.body().length));
  }

  private void context(ObjectNode context) {
    context.put("accountId", place.account());
    context.put("apiId", place.apiId());
    caller.ifPresent(found -> context.set("authorizer", found));
    context.put("domainName", place.domain());
    context.put("domainPrefix", place.domain().replaceFirst("\\..*", ""));
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", rawPath)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1")
        .put("userAgent", request.headers().first("User-Agent").orElse(""));
    context.put("requestId", requestId);
    context.put("routeKey", routeKey);
    context.put("stage", place.stage());
    context.put("time", CLF.format(now));
    context.put("timeEpoch", now.toEpochMilli());
  }

  /**
   * Whether a body is handed over as text. All else is Base64: forms too, and bodies without a
   * type, as measured on the real service (ministackorg/ministack#766).
   */
  private static boolean text(String contentType) {
    String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || List.of("application/json", "application/xml", "application/javascript").contains(type);
  }
}
