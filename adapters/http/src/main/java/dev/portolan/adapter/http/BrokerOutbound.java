package dev.portolan.adapter.http;

import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;

/**
 * Queues as brokers of Knative, each at the address that the deployer found; there are no buckets.
 *
 * <p>Plain http, which brokers usually speak, goes to services of the cluster and to loopback. Sent
 * again, with the same id, where no answer comes and after 408, 429 and 5xx, with growing pauses.
 * Loaded when a function first uses it, not before.
 *
 * @see <a href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md">the data
 *     plane</a>
 */
final class BrokerOutbound implements Outbound {
  private static final int MOST_TRY_MILLIS = 20_000;

  private final int pauseMillis;

  BrokerOutbound(int pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  static Outbound here() {
    return new BrokerOutbound(Tries.PAUSE_MILLIS);
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    URI address = address(place);
    EventRequest request = EventRequest.of(message);
    Tries tries = new Tries(millis, Tries.MOST, pauseMillis);
    IOException failure;
    do {
      try {
        int wait = tries.patience(MOST_TRY_MILLIS);
        Exchange exchange =
            Exchange.nearby("POST", address, request.headers(), request.body(), wait);
        int status = exchange.status();
        exchange.bytesThatCome();
        if (status == 200 || status == 202 || status == 204) {
          return;
        }
        failure = new IOException("not sent to " + address + ": " + status);
        if (!Tries.mayPass(status)) {
          break;
        }
      } catch (IOException lost) {
        failure = lost;
      }
    } while (tries.again());
    throw failure;
  }

  private static URI address(String place) throws IOException {
    URI address;
    try {
      address = URI.create(place);
    } catch (IllegalArgumentException malformed) {
      address = URI.create("");
    }
    String host = address.getHost();
    boolean inside =
        "https".equals(address.getScheme())
            || "http".equals(address.getScheme()) && host != null && isInside(host);
    if (host == null || !inside) {
      throw new IOException(
          "a queue of the function is said to be at "
              + place
              + ", which is no broker of the cluster, nor an https address");
    }
    return address;
  }

  /** A service by the cluster's own name, {@code NAME.NAMESPACE.svc.cluster.local}. */
  private static boolean isInside(String host) throws IOException {
    return host.endsWith(".svc") || host.contains(".svc.") || Exchange.isLoopback(host);
  }
}
