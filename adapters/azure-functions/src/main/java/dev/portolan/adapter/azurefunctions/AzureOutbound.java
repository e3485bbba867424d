package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.KeptToken;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Queues as those of Service Bus, called as the function's own identity. Buckets are not offered
 * here yet.
 *
 * <p>Sent again, with the same id, where no answer comes and after 408, 429 and 5xx, with growing
 * pauses, and once with a new token after 401. Loaded when a function first uses it, not before.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue">Send
 *     Message</a>
 */
final class AzureOutbound implements Outbound {
  /** Where an emulator on this machine takes what is for any namespace; it comes first in paths. */
  static final String EMULATOR = "PORTOLAN_SERVICE_BUS_EMULATOR";

  private static final Pattern PLACE =
      Pattern.compile("https://[A-Za-z0-9-]+[.]servicebus[.][A-Za-z0-9.-]+/[A-Za-z0-9._-]+");

  private static final int MOST_TRY_MILLIS = 20_000;

  private final String emulator;
  private final KeptToken tokens;
  private final int pauseMillis;

  AzureOutbound(Map<String, String> environment, int pauseMillis) {
    this.emulator = environment.get(EMULATOR);
    this.tokens = IdentityTokens.of(environment, "https://servicebus.azure.net/");
    this.pauseMillis = pauseMillis;
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    URI address = address(place);
    BusMessage sent = BusMessage.of(message);
    Tries tries = new Tries(millis, Tries.MOST, pauseMillis);
    boolean renewed = false;
    while (true) {
      IOException failure;
      boolean mayPass = true;
      try {
        String token = tokens.get(tries.patience(MOST_TRY_MILLIS));
        Map<String, String> headers = new HashMap<>(sent.headers());
        headers.put("Authorization", "Bearer ".concat(token));
        int wait = tries.patience(MOST_TRY_MILLIS);
        Exchange exchange = Exchange.open("POST", address, headers, sent.body(), wait);
        int status = exchange.status();
        byte[] told = exchange.bytes();
        if (status == 201) {
          return;
        }
        if (status == 401 && !renewed) {
          tokens.forget(token);
          renewed = true;
          continue;
        }
        failure = refused(place, status, told);
        mayPass = Tries.mayPass(status);
      } catch (Hopeless hopeless) {
        throw hopeless;
      } catch (IOException lost) {
        failure = lost;
      }
      if (!mayPass || !tries.again()) {
        throw failure;
      }
    }
  }

  private URI address(String place) throws IOException {
    if (!PLACE.matcher(place).matches()) {
      throw new IOException(
          "a queue of the function is said to be at "
              + place
              + ", which is no queue of Service Bus");
    }
    if (emulator == null || emulator.isEmpty()) {
      return URI.create(place.concat("/messages"));
    }
    if (!Exchange.isLoopback(URI.create(emulator).getHost())) {
      throw new IOException(EMULATOR.concat(" is for loopback only: ").concat(emulator));
    }
    return URI.create(emulator + place.substring("https:/".length()) + "/messages");
  }

  /** What was refused, in Azure's own words, and what would help. */
  private static IOException refused(String place, int status, byte[] body) {
    String told = OneLine.told(body);
    String hint = "";
    if (status == 401) {
      hint =
          "; the function's identity needs Azure Service Bus Data Sender there, and a right that"
              + " is new can take minutes to be known";
    } else if (status == 404 || status == 410) {
      hint = "; there is no such queue";
    }
    return new IOException(
        "not sent to " + place + ": " + status + hint + (told.isEmpty() ? "" : ": " + told));
  }
}
