package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTargetStatus;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.images.wire.PodConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The address of a service or of one of its tags: lets in who may, picks the revision by its share
 * of the traffic, waits for an instance, and streams request and answer.
 */
final class Door {
  /** By this, with the right word, a call says that it comes from within Google's cloud. */
  static final String INTERNAL = "X-Sandbox-Internal";

  // run/quotas: "Maximum HTTP/1 request size: 32 MiB"
  private static final long LARGEST = 32L << 20;
  private static final int STRIDE = 37;
  private static final Page TOO_LARGE = Page.tooLarge();

  private final String service;
  private final Optional<String> tag;
  private final Inside inside;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * What stands behind doors.
   *
   * @param word what calls from within say
   */
  record Inside(StateStore state, InvokerCheck check, Fleets fleets, String word) {}

  Door(String service, Optional<String> tag, Inside inside) {
    this.service = service;
    this.tag = tag;
    this.inside = inside;
  }

  void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    ObjectNode tree = inside.state().read();
    Optional<Service> found =
        RunState.SERVICES.find(tree, service).filter(each -> !each.hasDeleteTime());
    if (found.isEmpty() || !enters(found.get(), exchange)) {
      Page.notFound(path).send(exchange);
      return;
    }
    Optional<InvokerCheck.Refusal> refusal =
        inside.check().refusal(tree, found.get(), exchange.getRequestHeaders(), path);
    if (refusal.isPresent()) {
      exchange.getResponseHeaders().set("WWW-Authenticate", refusal.get().challenge());
      refusal.get().page().send(exchange);
      return;
    }
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && Long.parseLong(length) > LARGEST) {
      refuseSize(exchange);
      return;
    }
    Optional<String> revision = revision(found.get());
    if (revision.isEmpty()) {
      Page.notFound(path).send(exchange);
      return;
    }
    forward(exchange, found.get().getName() + "/revisions/" + revision.get());
  }

  /** A client that still sends would not see an answer: what it sends is read first, in bounds. */
  private static void refuseSize(HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    InputStream body = exchange.getRequestBody();
    long left = 2 * LARGEST;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = body.read(buffer);
    }
    TOO_LARGE.send(exchange);
  }

  private boolean enters(Service found, HttpExchange exchange) {
    boolean open =
        found.getIngress() == IngressTraffic.INGRESS_TRAFFIC_ALL
            || found.getIngress() == IngressTraffic.INGRESS_TRAFFIC_UNSPECIFIED;
    return open || inside.word().equals(exchange.getRequestHeaders().getFirst(INTERNAL));
  }

  /** Of a hundred requests in a row each revision gets its percent. */
  private Optional<String> revision(Service found) {
    List<TrafficTargetStatus> statuses = found.getTrafficStatusesList();
    if (tag.isPresent()) {
      return statuses.stream()
          .filter(each -> each.getTag().equals(tag.get()))
          .map(TrafficTargetStatus::getRevision)
          .findFirst();
    }
    int point = Math.floorMod(count.getAndIncrement() * STRIDE, 100);
    int sum = 0;
    for (TrafficTargetStatus each : statuses) {
      sum += each.getPercent();
      if (point < sum) {
        return Optional.of(each.getRevision());
      }
    }
    return Optional.empty();
  }

  private void forward(HttpExchange exchange, String revision) throws IOException {
    try {
      Fleet fleet = inside.fleets().of(revision);
      boolean answered = false;
      while (!answered) {
        Instance instance = fleet.acquire(() -> inside.fleets().plan(revision));
        try {
          answered = send(exchange, instance.pod().port(), fleet.timeout());
        } finally {
          fleet.release(instance);
        }
        if (!answered) {
          fleet.lose(instance);
        }
      }
    } catch (NoInstanceException e) {
      (e.full() ? Page.exhausted() : Page.unavailable()).send(exchange);
    } catch (GoogleRefusal e) {
      Page.unavailable().send(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Page.unavailable().send(exchange);
    }
  }

  /** Says whether there was an answer; there is none where nobody listens any more. */
  private static boolean send(HttpExchange exchange, int port, Duration timeout)
      throws IOException {
    Page refusal;
    try (PodConnection pod = new PodConnection(port, timeout)) {
      refusal = asked(exchange, pod);
      if (refusal == null) {
        pod.answer(exchange);
      }
    } catch (ConnectException ended) {
      return false;
    }
    if (refusal == TOO_LARGE) {
      refuseSize(exchange);
    } else if (refusal != null) {
      refusal.send(exchange);
    }
    return true;
  }

  /** Sends the request and reads the answer's head; the page to answer instead, if that fails. */
  private static Page asked(HttpExchange exchange, PodConnection pod) {
    try {
      Map<String, List<String>> fields = PassedFields.of(exchange);
      InputStream body = new BoundedBody(exchange.getRequestBody(), LARGEST);
      pod.send(exchange, fields, body);
      pod.readHead();
      return null;
    } catch (BoundedBody.TooLargeException e) {
      return TOO_LARGE;
    } catch (SocketTimeoutException e) {
      return Page.timeout();
    } catch (IOException e) {
      return Page.malformed();
    }
  }
}
