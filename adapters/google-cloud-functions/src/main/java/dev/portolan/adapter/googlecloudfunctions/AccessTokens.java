package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.KeptToken;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;

/**
 * Tokens of the account that the function runs as, from the metadata server. Each is kept until
 * shortly before it is no longer good. Thread-safe.
 *
 * <p>That server is the one thing at Google that speaks plain http: it is reached by a link-local
 * address that no network routes (cloud.google.com/compute/docs/metadata/overview).
 */
final class AccessTokens {
  private static final String USUAL = "metadata.google.internal";
  private static final String ADDRESS = "169.254.169.254";

  /** A second fewer than that, and the server gives a new one: it keeps its own for as long. */
  private static final long EARLY_SECONDS = 225;

  /** The server is on this machine, or nowhere. */
  private static final int MOST_MILLIS = 3_000;

  private final String named;
  private final KeptToken kept = new KeptToken(this::fetch, EARLY_SECONDS, MOST_MILLIS);

  /**
   * @param named the host that {@code GCE_METADATA_HOST} names; {@code null} for the usual one
   */
  AccessTokens(String named) {
    this.named = named == null || named.isEmpty() ? null : named;
  }

  /** Whether the environment names a metadata server: then there is one here. */
  boolean areNamed() {
    return named != null;
  }

  /** A token that is good now. */
  String get(int timeoutMillis) throws IOException {
    return kept.get(timeoutMillis);
  }

  /** Forgets a token that was refused. */
  void forget(String refused) {
    kept.forget(refused);
  }

  private KeptToken.Given fetch(int timeoutMillis) throws IOException {
    URI address =
        URI.create(
            "http://"
                + (named == null ? USUAL : named)
                + "/computeMetadata/v1/instance/service-accounts/default/token");
    requireItsHost(address);
    Map<String, String> headers = Map.of("Metadata-Flavor", "Google");
    Exchange exchange;
    try {
      exchange = Exchange.nearby("GET", address, headers, null, timeoutMillis);
    } catch (UnknownHostException e) {
      throw new Hopeless("there is no metadata server here, which would give a token");
    }
    byte[] body = exchange.bytes();
    try {
      // Google's libraries look for it too: whoever else answers there is not the server.
      int status = exchange.status();
      if (Tries.mayPass(status)) {
        throw new IOException("the metadata server gives no token: " + status);
      }
      if (status != 200 || !"Google".equals(exchange.header("Metadata-Flavor"))) {
        throw new Hopeless("the metadata server gives no token: " + status);
      }
      Map<?, ?> answer = (Map<?, ?>) JsonReader.read(body);
      return new KeptToken.Given(
          (String) Objects.requireNonNull(answer.get("access_token")),
          ((Number) answer.get("expires_in")).longValue());
    } catch (CodecException | ClassCastException | NullPointerException unreadable) {
      throw new Hopeless("the metadata server gives what is no token");
    }
  }

  private static void requireItsHost(URI address) throws IOException {
    String host = address.getHost();
    boolean known = USUAL.equals(host) || ADDRESS.equals(host);
    if (!known && !Exchange.isLoopback(host)) {
      throw new Hopeless("GCE_METADATA_HOST names no metadata server: " + host);
    }
  }
}
