package dev.portolan.adapter.azurefunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.KeptToken;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * Tokens of the function's own identity for one service, from the endpoint that Azure puts beside
 * each app.
 *
 * <p>That endpoint speaks plain http, at an address that no public network routes
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference").
 */
final class IdentityTokens {
  private static final String VERSION = "2019-08-01";
  private static final long EARLY_SECONDS = 300;

  /** The endpoint is beside the app, but may ask another service first. */
  private static final int MOST_MILLIS = 20_000;

  private final Map<String, String> environment;
  private final String resource;

  private IdentityTokens(Map<String, String> environment, String resource) {
    this.environment = environment;
    this.resource = resource;
  }

  /**
   * Fetches none yet.
   *
   * @param resource the service that the tokens are for
   */
  static KeptToken of(Map<String, String> environment, String resource) {
    IdentityTokens tokens = new IdentityTokens(environment, resource);
    return new KeptToken(tokens::fetch, EARLY_SECONDS, MOST_MILLIS);
  }

  private KeptToken.Given fetch(int timeoutMillis) throws IOException {
    String endpoint = environment.get("IDENTITY_ENDPOINT");
    String secret = environment.get("IDENTITY_HEADER");
    if (endpoint == null || secret == null) {
      throw new Hopeless("the app has no identity: IDENTITY_ENDPOINT is not set");
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
      String told = "the app's identity gets no token: " + exchange.status();
      throw Tries.mayPass(exchange.status()) ? new IOException(told) : new Hopeless(told);
    }
    try {
      Map<?, ?> answer = (Map<?, ?>) JsonReader.read(body);
      long until = Long.parseLong(String.valueOf(answer.get("expires_on")));
      return new KeptToken.Given(
          (String) Objects.requireNonNull(answer.get("access_token")),
          until - System.currentTimeMillis() / 1000);
    } catch (CodecException
        | ClassCastException
        | NullPointerException
        | NumberFormatException unreadable) {
      throw new Hopeless("the app's identity gets what is no token");
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
      throw new Hopeless("IDENTITY_ENDPOINT is not beside the app: " + host);
    }
  }
}
