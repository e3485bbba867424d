package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One of Google's APIs, called with a token of the function's account, and again where that may
 * help: after 408, 429 and 5xx, and where no answer comes, with growing pauses
 * (cloud.google.com/storage/docs/retry-strategy). Thread-safe.
 */
final class GoogleApi {
  /** The first pause. */
  static final int PAUSE_MILLIS = 100;

  private static final int MOST_TRIES = 6;
  private static final int MOST_TOLD = 400;

  private final String base;
  private final boolean emulated;
  private final AccessTokens tokens;
  private final int pauseMillis;

  /**
   * @param emulator host and port, or address, of what stands in its place; {@code null} for the
   *     API itself
   */
  GoogleApi(String host, String emulator, AccessTokens tokens, int pauseMillis) {
    this.emulated = emulator != null && !emulator.isEmpty();
    if (!emulated) {
      this.base = "https://".concat(host);
    } else {
      String address = emulator.contains("://") ? emulator : "http://".concat(emulator);
      this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
    this.tokens = tokens;
    this.pauseMillis = pauseMillis;
  }

  /**
   * Sends a request, and waits for the head of an answer that no other try would better.
   *
   * @param path with its query, encoded
   * @param body {@code null} for none
   * @param millis how long all of it may take, at least 1
   */
  Exchange open(String method, String path, Map<String, String> headers, byte[] body, long millis)
      throws IOException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    URI address = URI.create(base.concat(path));
    boolean renewed = false;
    for (int tries = 1; ; tries++) {
      Exchange exchange = null;
      IOException lost = null;
      try {
        String token = needsToken() ? tokens.get(left(deadline)) : null;
        exchange = Exchange.open(method, address, authorized(headers, token), body, left(deadline));
        if (exchange.status() == 401 && token != null && !renewed) {
          tokens.forget(token);
          exchange.close();
          renewed = true;
          continue;
        }
      } catch (IOException e) {
        lost = e;
      }
      if (exchange != null && !mayPass(exchange.status())) {
        return exchange;
      }
      if (tries == MOST_TRIES || !pause(tries, deadline)) {
        if (lost != null) {
          throw lost;
        }
        return exchange;
      }
      if (exchange != null) {
        exchange.close();
      }
    }
  }

  /** An emulator asks for none; one that comes with a metadata server is told who calls. */
  private boolean needsToken() {
    return !emulated || tokens.areNamed();
  }

  private static Map<String, String> authorized(Map<String, String> headers, String token) {
    if (token == null) {
      return headers;
    }
    Map<String, String> all = new HashMap<>(headers);
    all.put("Authorization", "Bearer ".concat(token));
    return all;
  }

  private static boolean mayPass(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static int left(long deadline) throws InterruptedIOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis < 1) {
      throw new InterruptedIOException("the time of the invocation is up");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Whether there is time for another try; waits for it. */
  private boolean pause(int tries, long deadline) throws InterruptedIOException {
    long millis = (long) pauseMillis << (tries - 1);
    if ((deadline - System.nanoTime()) / 1_000_000 <= millis) {
      return false;
    }
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two tries");
    }
  }

  /**
   * What was refused, in Google's own words, and what would help.
   *
   * @param what was not done
   * @param role that is needed for it
   */
  static IOException refused(String what, String role, Exchange exchange) throws IOException {
    int status = exchange.status();
    String told = told(exchange.bytes());
    String hint = "";
    if (status == 401 || status == 403) {
      hint = "; the account that the function runs as needs ".concat(role).concat(" there");
    }
    return new IOException(what + ": " + status + hint + (told.isEmpty() ? "" : ": " + told));
  }

  /** The message of an error, in one line. */
  private static String told(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      if (JsonReader.read(body) instanceof Map<?, ?> document
          && document.get("error") instanceof Map<?, ?> error
          && error.get("message") instanceof String message) {
        text = message;
      }
    } catch (CodecException noJson) {
      // What stands in Google's place, or before it, tells it in its own way.
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > MOST_TOLD ? line.substring(0, MOST_TOLD).concat("…") : line;
  }
}
