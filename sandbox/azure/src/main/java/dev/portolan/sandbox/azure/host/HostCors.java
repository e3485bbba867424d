package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the host of a Linux consumption plan tells pages of other origins ({@code
 * JobHostCorsMiddleware} over aspnetcore 8.0's {@code CorsMiddleware}). It answers every preflight
 * before any function, and without a word of leave where the site allows no origin (<a
 * href="https://github.com/Azure/azure-functions-host/issues/9012">azure-functions-host#9012</a>).
 *
 * <p>Origins are compared letter by letter, those of the site in lower case ({@code
 * CorsPolicyBuilder.GetNormalizedOrigin}); {@code *} means all only when it stands alone ({@code
 * CorsPolicy.AllowAnyOrigin}). Any header and any method is allowed ({@code CorsOptionsSetup}), by
 * sending back what was asked for ({@code CorsService.PopulateResult}); of an age, and of headers
 * that pages may read, nothing is said.
 */
final class HostCors {
  /** {@code EnvironmentSettingNames.CorsAllowedOrigins}: an array of JSON. */
  static final String ORIGINS = "CORS_ALLOWED_ORIGINS";

  /** {@code EnvironmentSettingNames.CorsSupportCredentials}. */
  static final String CREDENTIALS = "CORS_SUPPORT_CREDENTIALS";

  private static final String ALLOW = "Access-Control-Allow-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> origins = new ArrayList<>();
  private final boolean credentials;

  private HostCors(JsonNode origins, boolean credentials) {
    origins.forEach(each -> this.origins.add(each.asText().toLowerCase(Locale.ROOT)));
    this.credentials = credentials;
  }

  /**
   * As the platform tells the host ({@code HostAssignmentContext.ApplyAppSettings}).
   *
   * @throws IOException if the host does not start with it ({@code CorsPolicyBuilder.Build})
   */
  static HostCors of(Map<String, String> environment) throws IOException {
    String told = environment.getOrDefault(ORIGINS, "");
    HostCors cors =
        new HostCors(
            JSON.readTree(told.isBlank() ? "[]" : told),
            Boolean.parseBoolean(environment.get(CREDENTIALS)));
    if (cors.isForAll() && cors.credentials) {
      throw new IOException(
          "The CORS protocol does not allow specifying a wildcard (any) origin and credentials at"
              + " the same time.");
    }
    return cors;
  }

  private boolean isForAll() {
    return origins.equals(List.of("*"));
  }

  /** The answer to what a browser asks before it sends a request; empty if it asks nothing. */
  Optional<WireResponse> preflight(WireRequest request) {
    Optional<String> method = request.headers().first("access-control-request-method");
    if (!request.method().equals("OPTIONS") || origin(request).isEmpty() || method.isEmpty()) {
      return Optional.empty();
    }
    WireResponse answer = ResponseOut.empty(204);
    if (!allows(request)) {
      return Optional.of(answer);
    }
    List<String> asked = new ArrayList<>();
    for (String line : request.headers().all("access-control-request-headers")) {
      for (String each : line.split(",")) {
        asked.add(each.strip());
      }
    }
    WireHeaders headers = allowed(request, answer.headers());
    if (!asked.isEmpty()) {
      headers = headers.with(ALLOW + "Headers", String.join(",", asked));
    }
    headers = headers.with(ALLOW + "Methods", method.get());
    return Optional.of(new WireResponse(204, headers, answer.body()));
  }

  /** A response as it leaves: what the function says of the origin is written over. */
  WireResponse applied(WireRequest request, WireResponse response) {
    return allows(request)
        ? new WireResponse(response.status(), allowed(request, response.headers()), response.body())
        : response;
  }

  private static Optional<String> origin(WireRequest request) {
    return request.headers().first("origin");
  }

  private boolean allows(WireRequest request) {
    return origin(request)
        .filter(origin -> !origin.isEmpty() && (isForAll() || origins.contains(origin)))
        .isPresent();
  }

  /** {@code CorsService.ApplyResult}. */
  private WireHeaders allowed(WireRequest request, WireHeaders headers) {
    WireHeaders all =
        set(headers, ALLOW + "Origin", isForAll() ? "*" : origin(request).orElseThrow());
    if (credentials) {
      all = set(all, ALLOW + "Credentials", "true");
    }
    return !isForAll() && origins.size() > 1 ? all.with("Vary", "Origin") : all;
  }

  private static WireHeaders set(WireHeaders headers, String name, String value) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers.asMap());
    all.put(name, List.of(value));
    return WireHeaders.from(all);
  }
}
