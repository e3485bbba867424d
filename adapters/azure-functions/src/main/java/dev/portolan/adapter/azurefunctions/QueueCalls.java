package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.OneLine;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Queues of Service Bus. What is sent again has the same id.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue">Send
 *     Message</a>
 */
final class QueueCalls {
  private static final Pattern PLACE =
      Pattern.compile("https://[A-Za-z0-9-]+[.]servicebus[.][A-Za-z0-9.-]+/[A-Za-z0-9._-]+");

  private final AzureApi api;

  QueueCalls(AzureApi api) {
    this.api = api;
  }

  void send(String place, OutboundMessage message, long millis) throws IOException {
    if (!PLACE.matcher(place).matches()) {
      throw new IOException(
          "a queue of the function is said to be at "
              + place
              + ", which is no queue of Service Bus");
    }
    BusMessage sent = BusMessage.of(message);
    Exchange exchange =
        api.open("POST", place.concat("/messages"), sent.headers(), sent.body(), millis);
    byte[] told = exchange.bytesThatCome();
    if (exchange.status() != 201) {
      throw refused(place, exchange.status(), told);
    }
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
