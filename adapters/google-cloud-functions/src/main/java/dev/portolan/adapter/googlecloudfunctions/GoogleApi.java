package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * One of Google's APIs, called with a token of the function's account, and again where that may
 * help: after 408, 429 and 5xx, and where no answer comes, with growing pauses
 * (cloud.google.com/storage/docs/retry-strategy). Thread-safe.
 */
final class GoogleApi {
  /** How long to wait for an answer; a millisecond longer for each KiB of what is sent. */
  private static final int ANSWER_MILLIS = 10_000;

  private final String base;
  private final boolean emulated;
  private final AccessTokens tokens;
  private final int pauseMillis;
  private final int[] passing;

  /**
   * @param emulator host and port, or address, of what stands in its place; {@code null} for the
   *     API itself
   * @param passing further statuses after which another try may help
   */
  GoogleApi(String host, String emulator, AccessTokens tokens, int pauseMillis, int... passing) {
    this.emulated = emulator != null && !emulator.isEmpty();
    if (!emulated) {
      this.base = "https://".concat(host);
    } else {
      String address = emulator.contains("://") ? emulator : "http://".concat(emulator);
      this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
    this.tokens = tokens;
    this.pauseMillis = pauseMillis;
    this.passing = passing;
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
    Tries tries = new Tries(millis, Tries.MOST, pauseMillis);
    if (emulated) {
      requireHere();
    }
    URI address = URI.create(base.concat(path));
    boolean renewed = false;
    while (true) {
      Exchange exchange = null;
      IOException lost = null;
      try {
        String token = needsToken() ? tokens.get(tries.patience(ANSWER_MILLIS)) : null;
        int most = ANSWER_MILLIS + (body == null ? 0 : body.length / 1024);
        exchange =
            Exchange.open(method, address, authorized(headers, token), body, tries.patience(most));
        if (exchange.status() == 401 && token != null && !renewed) {
          tokens.forget(token);
          exchange.close();
          renewed = true;
          continue;
        }
      } catch (Hopeless | SSLPeerUnverifiedException e) {
        throw e;
      } catch (IOException e) {
        lost = e;
      }
      if (exchange != null && !mayPass(exchange.status())) {
        return exchange;
      }
      if (!tries.again()) {
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

  /** Whoever stands in an API's place does so on this machine, however it is spoken to. */
  private void requireHere() throws IOException {
    URI address = URI.create(base);
    boolean bare =
        address.getHost() != null
            && address.getRawUserInfo() == null
            && address.getRawPath().isEmpty()
            && address.getRawQuery() == null
            && address.getRawFragment() == null;
    if (!bare || !Exchange.isLoopback(address.getHost())) {
      throw new Hopeless("an emulator is a host and port, on loopback only: " + address.getHost());
    }
  }

  private boolean mayPass(int status) {
    for (int each : passing) {
      if (status == each) {
        return true;
      }
    }
    return Tries.mayPass(status);
  }

  /**
   * What was refused, in Google's own words, and what would help.
   *
   * @param what was not done
   * @param role that is needed for it
   */
  static IOException refused(String what, String role, Exchange exchange) {
    int status = exchange.status();
    String told = told(exchange.bytesThatCome());
    String hint = "";
    if (status == 401) {
      hint = "; Google does not take the token of the account that the function runs as";
    } else if (status == 403) {
      hint =
          "; the account that the function runs as needs "
              + role
              + " there, which takes minutes to work once it is granted";
    }
    return new IOException(what + ": " + status + hint + (told.isEmpty() ? "" : ": " + told));
  }

  /** The message of an error, in one line. */
  static String told(byte[] body) {
    try {
      if (JsonReader.read(body) instanceof Map<?, ?> document
          && document.get("error") instanceof Map<?, ?> error
          && error.get("message") instanceof String message) {
        return OneLine.told(message);
      }
    } catch (CodecException noJson) {
      // What stands in Google's place, or before it, tells it in its own way.
    }
    return OneLine.told(body);
  }
}
