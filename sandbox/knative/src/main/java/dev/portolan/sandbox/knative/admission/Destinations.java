package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where events go and how often they are tried. Source: knative/pkg {@code
 * apis/duck/v1/destination.go}, {@code knative_reference.go}, knative/eventing {@code
 * pkg/apis/duck/v1/delivery_types.go}.
 */
final class Destinations {
  private static final Pattern PERIOD =
      Pattern.compile(
          "-?P(?=.)(\\d+([.,]\\d+)?Y)?(\\d+([.,]\\d+)?M)?(\\d+([.,]\\d+)?W)?(\\d+([.,]\\d+)?D)?"
              + "(T(?=.)(\\d+([.,]\\d+)?H)?(\\d+([.,]\\d+)?M)?(\\d+([.,]\\d+)?S)?)?");

  private Destinations() {}

  static FieldErrors of(JsonNode destination) {
    boolean ref = !Json.absent(destination.path("ref"));
    String uri = destination.path("uri").asText("");
    if (!ref && uri.isEmpty()) {
      return FieldErrors.of("expected at least one, got none", "", "ref", "uri");
    }
    boolean absolute = absolute(uri);
    if (ref && absolute) {
      return FieldErrors.of(
          "Absolute URI is not allowed when Ref or [apiVersion, kind, name] is present",
          "",
          "[apiVersion, kind, name]",
          "ref",
          "uri");
    }
    if (!ref && !absolute) {
      return FieldErrors.invalid(
          "Relative URI is not allowed when Ref and [apiVersion, kind, name] is absent", "uri");
    }
    return ref && uri.isEmpty()
        ? reference(destination.path("ref")).via("ref")
        : FieldErrors.none();
  }

  private static boolean absolute(String uri) {
    try {
      URI parsed = URI.create(uri);
      return parsed.isAbsolute() && parsed.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static FieldErrors reference(JsonNode reference) {
    FieldErrors errors = FieldErrors.none();
    for (String field : new String[] {"name", "apiVersion", "kind"}) {
      if (reference.path(field).asText("").isEmpty()) {
        errors.also(FieldErrors.missing(field));
      }
    }
    return errors;
  }

  static FieldErrors delivery(JsonNode delivery) {
    FieldErrors errors = FieldErrors.none();
    if (Json.absent(delivery)) {
      return errors;
    }
    if (delivery.has("deadLetterSink")) {
      errors.also(of(delivery.path("deadLetterSink")).via("deadLetterSink"));
    }
    if (delivery.path("retry").asLong() < 0) {
      errors.also(FieldErrors.invalid(delivery.path("retry"), "retry"));
    }
    for (String field : new String[] {"timeout", "retryAfterMax"}) {
      if (delivery.has(field)) {
        errors.also(FieldErrors.disallowed(field));
      }
    }
    one(delivery, "backoffPolicy", Set.of("linear", "exponential"), errors);
    one(delivery, "format", Set.of("json", "binary"), errors);
    String delay = delivery.path("backoffDelay").asText("PT1S");
    if (!PERIOD.matcher(delay).matches()) {
      errors.also(FieldErrors.invalid(delay, "backoffDelay"));
    }
    return errors;
  }

  private static void one(JsonNode node, String field, Set<String> allowed, FieldErrors errors) {
    if (node.has(field) && !allowed.contains(node.path(field).asText())) {
      errors.also(FieldErrors.invalid(node.path(field).asText(), field));
    }
  }
}
