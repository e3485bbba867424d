package dev.portolan.adapter.http;

import dev.portolan.StoredObject;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.locks.LockSupport;

/**
 * Queues as brokers of Knative, each at the address that the deployer found; there are no buckets.
 *
 * <p>Plain http, which brokers usually speak, goes to services of the cluster and to loopback. Sent
 * again, with the same id, where no answer comes and after 429 and 5xx, with growing pauses. Loaded
 * when a function first uses it, not before.
 *
 * @see <a href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md">the data
 *     plane</a>
 */
final class BrokerOutbound implements Outbound {
  /** The first pause. */
  private static final int PAUSE_MILLIS = 100;

  private static final int MOST_TRIES = 6;

  private final int pauseMillis;

  BrokerOutbound(int pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  static Outbound here() {
    return new BrokerOutbound(PAUSE_MILLIS);
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    URI address = address(place);
    EventRequest request = EventRequest.of(message);
    long deadline = System.nanoTime() + millis * 1_000_000;
    for (int tries = 1; ; tries++) {
      IOException failure;
      try {
        Exchange exchange =
            Exchange.nearby("POST", address, request.headers(), request.body(), left(deadline));
        int status = exchange.status();
        exchange.bytes();
        if (status == 200 || status == 202 || status == 204) {
          return;
        }
        failure = new IOException("not sent to " + address + ": " + status);
        if (status != 429 && status < 500) {
          throw new Refused(failure);
        }
      } catch (Refused refused) {
        throw refused.why;
      } catch (IOException lost) {
        failure = lost;
      }
      if (tries == MOST_TRIES || !pause(tries, deadline)) {
        throw failure;
      }
    }
  }

  /** What no other try would better. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException why;

    private Refused(IOException why) {
      this.why = why;
    }
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
    return host.endsWith(".svc")
        || host.contains(".svc.")
        || InetAddress.getByName(host).isLoopbackAddress();
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
    LockSupport.parkNanos(millis * 1_000_000);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted between two tries");
    }
    return true;
  }

  @Override
  public StoredObject get(String place, String key, long millis) throws IOException {
    throw none();
  }

  @Override
  public void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    throw none();
  }

  @Override
  public void delete(String place, String key, long millis) throws IOException {
    throw none();
  }

  private static IOException none() {
    return new IOException("Knative has no buckets");
  }
}
