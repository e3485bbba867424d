package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

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
  private final ReentrantLock lock = new ReentrantLock();
  private String token;
  private long goodUntilNanos;

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

  /**
   * A token that is good now. Who waits while somebody else fetches it waits no longer than this.
   */
  String get(int timeoutMillis) throws IOException {
    int most = Math.min(timeoutMillis, MOST_MILLIS);
    try {
      if (!lock.tryLock(most, TimeUnit.MILLISECONDS)) {
        throw new IOException("the metadata server gives no token in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before there was a token");
    }
    try {
      if (token == null || System.nanoTime() - goodUntilNanos >= 0) {
        fetch(most);
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a token that was refused. */
  void forget(String refused) {
    lock.lock();
    try {
      if (refused.equals(token)) {
        token = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void fetch(int timeoutMillis) throws IOException {
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
      if (status == 429 || status >= 500) {
        throw new IOException("the metadata server gives no token: " + status);
      }
      if (status != 200 || !"Google".equals(exchange.header("Metadata-Flavor"))) {
        throw new Hopeless("the metadata server gives no token: " + status);
      }
      Map<?, ?> answer = (Map<?, ?>) JsonReader.read(body);
      String given = (String) answer.get("access_token");
      long seconds = ((Number) answer.get("expires_in")).longValue();
      if (given.isEmpty()) {
        throw new Hopeless("the metadata server gives an empty token");
      }
      token = given;
      goodUntilNanos = System.nanoTime() + Math.max(0, seconds - EARLY_SECONDS) * 1_000_000_000L;
    } catch (CodecException | ClassCastException | NullPointerException unreadable) {
      throw new Hopeless("the metadata server gives what is no token");
    }
  }

  private static void requireItsHost(URI address) throws IOException {
    String host = address.getHost();
    boolean known = USUAL.equals(host) || ADDRESS.equals(host);
    if (!known && (host == null || !InetAddress.getByName(host).isLoopbackAddress())) {
      throw new Hopeless("GCE_METADATA_HOST names no metadata server: " + host);
    }
  }
}
