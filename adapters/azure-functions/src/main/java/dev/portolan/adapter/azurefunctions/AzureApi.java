package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.KeptToken;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One of Azure's services, called with a token of the function's own identity, and again where that
 * may help: where no answer comes and after 408, 429 and 5xx, with growing pauses, and once with a
 * new token after 401. Thread-safe.
 */
final class AzureApi {
  /** How long to wait for an answer; a millisecond longer for each KiB of what is sent. */
  private static final int ANSWER_MILLIS = 20_000;

  private final String variable;
  private final String emulator;
  private final KeptToken tokens;
  private final int pauseMillis;

  /**
   * Calls nobody yet.
   *
   * @param variable names what stands in the service's place on this machine, where it is set; the
   *     service's host comes first in paths there
   * @param resource whom the tokens are for
   */
  AzureApi(Map<String, String> environment, String variable, String resource, int pauseMillis) {
    this.variable = variable;
    this.emulator = environment.get(variable);
    this.tokens = IdentityTokens.of(environment, resource);
    this.pauseMillis = pauseMillis;
  }

  /**
   * Sends a request, and waits for the head of an answer that no other try would better.
   *
   * @param address of the service itself, https and encoded
   * @param body {@code null} for none
   * @param millis how long all of it may take, at least 1
   */
  Exchange open(
      String method, String address, Map<String, String> headers, byte[] body, long millis)
      throws IOException {
    Tries tries = new Tries(millis, Tries.MOST, pauseMillis);
    URI there = there(address);
    int most = ANSWER_MILLIS + (body == null ? 0 : body.length / 1024);
    Map<String, String> all = new HashMap<>(headers);
    boolean renewed = false;
    while (true) {
      Exchange exchange = null;
      IOException lost = null;
      try {
        String token = tokens.get(tries.patience(ANSWER_MILLIS));
        all.put("Authorization", "Bearer ".concat(token));
        exchange = Exchange.open(method, there, all, body, tries.patience(most));
        if (exchange.status() == 401 && !renewed) {
          tokens.forget(token);
          exchange.close();
          renewed = true;
          continue;
        }
      } catch (Hopeless hopeless) {
        throw hopeless;
      } catch (IOException failure) {
        lost = failure;
      }
      if (exchange != null && !Tries.mayPass(exchange.status())) {
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

  private URI there(String address) throws IOException {
    if (emulator == null || emulator.isEmpty()) {
      return URI.create(address);
    }
    if (!Exchange.isLoopback(URI.create(emulator).getHost())) {
      throw new Hopeless(variable.concat(" is for loopback only: ").concat(emulator));
    }
    return URI.create(emulator.concat(address.substring("https:/".length())));
  }
}
