package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys of issuers, where their discovery documents say that they are: those that the sandbox
 * keeps, and else those in the world.
 */
public final class Issuers {
  private static final String KEPT = "issuers";
  private static final ObjectMapper JSON = new ObjectMapper();

  // http-api-quotas.html: 1500 ms for either document, and 150000 bytes of keys
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final int MOST_BYTES = 150_000;

  private Issuers() {}

  /** Has an issuer be there that nobody can reach. */
  public static void keep(ObjectNode state, String issuer, JsonNode keys) {
    ObjectNode kept = state.get(KEPT) instanceof ObjectNode there ? there : state.putObject(KEPT);
    kept.set(issuer, keys);
  }

  /** Its keys, {@code {"keys":[…]}}; empty if there is no such issuer. */
  public static Optional<JsonNode> keys(ObjectNode state, String issuer) {
    JsonNode kept = state.path(KEPT).path(issuer);
    if (kept.isObject()) {
      return Optional.of(kept);
    }
    if (!issuer.startsWith("https://")) {
      return Optional.empty();
    }
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return document(base + "/.well-known/openid-configuration")
        .map(found -> found.path("jwks_uri").asText())
        .filter(uri -> uri.startsWith("https://"))
        .flatMap(Issuers::document)
        .filter(found -> found.path("keys").isArray());
  }

  private static Optional<JsonNode> document(String address) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 && answer.body().length <= MOST_BYTES
          ? Optional.ofNullable(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException unreachable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
