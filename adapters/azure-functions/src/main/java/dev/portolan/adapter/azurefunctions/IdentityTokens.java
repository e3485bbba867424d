package dev.portolan.adapter.azurefunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Tokens of the function's own identity for one service, from the endpoint that Azure puts beside
 * each app. Each is kept until shortly before it is no longer good. Thread-safe.
 *
 * <p>That endpoint speaks plain http, at an address that no public network routes
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference").
 */
final class IdentityTokens {
  private static final String VERSION = "2019-08-01";
  private static final long EARLY_SECONDS = 300;

  private final Map<String, String> environment;
  private final String resource;
  private String token;
  private long goodUntilNanos;

  /**
   * @param resource the service that the tokens are for
   */
  IdentityTokens(Map<String, String> environment, String resource) {
    this.environment = environment;
    this.resource = resource;
  }

  /** A token that is good now. */
  synchronized String get(int timeoutMillis) throws IOException {
    if (token == null || System.nanoTime() - goodUntilNanos >= 0) {
      fetch(timeoutMillis);
    }
    return token;
  }

  /** Forgets a token that was refused. */
  synchronized void forget(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }

  private void fetch(int timeoutMillis) throws IOException {
    String endpoint = environment.get("IDENTITY_ENDPOINT");
    String secret = environment.get("IDENTITY_HEADER");
    if (endpoint == null || secret == null) {
      throw new IOException("the app has no identity: IDENTITY_ENDPOINT is not set");
    }
    String client = environment.get("AzureWebJobsStorage__clientId");
    URI address =
        URI.create(
            endpoint
                + "?api-version="
                + VERSION
                + "&resource="
                + encoded(resource)
                + (client == null ? "" : "&client_id=" + encoded(client)));
    requireNear(address);
    Map<String, String> headers = Map.of("X-IDENTITY-HEADER", secret);
    Exchange exchange = Exchange.nearby("GET", address, headers, null, timeoutMillis);
    byte[] body = exchange.bytes();
    if (exchange.status() != 200) {
      throw new IOException("the app's identity gets no token: " + exchange.status());
    }
    try {
      Map<?, ?> answer = (Map<?, ?>) JsonReader.read(body);
      String given = (String) answer.get("access_token");
      long until = Long.parseLong(String.valueOf(answer.get("expires_on")));
      if (given.isEmpty()) {
        throw new IOException("the app's identity gets an empty token");
      }
      token = given;
      long seconds = until - System.currentTimeMillis() / 1000 - EARLY_SECONDS;
      goodUntilNanos = System.nanoTime() + Math.max(0, seconds) * 1_000_000_000L;
    } catch (CodecException
        | ClassCastException
        | NullPointerException
        | NumberFormatException unreadable) {
      throw new IOException("the app's identity gets what is no token");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void requireNear(URI address) throws IOException {
    String host = address.getHost();
    InetAddress there = host == null ? null : InetAddress.getByName(host);
    if (there == null
        || !there.isLoopbackAddress()
            && !there.isLinkLocalAddress()
            && !there.isSiteLocalAddress()) {
      throw new IOException("IDENTITY_ENDPOINT is not beside the app: " + host);
    }
  }
}
