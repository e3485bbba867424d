package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.wire.PodConnection;
import dev.portolan.sandbox.knative.kube.Json;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Hands requests to pods, as ingress, activator and queue-proxy do together: it waits for a pod
 * with a free place, keeps the revision's timeout, and streams bodies both ways. Source:
 * knative/serving {@code pkg/activator/handler}, {@code pkg/http/handler/timeout.go}.
 */
public final class Proxy {
  private final Objects objects;
  private final Workloads workloads;

  public Proxy(Objects objects, Workloads workloads) {
    this.objects = objects;
    this.workloads = workloads;
  }

  void forward(HttpExchange exchange, String namespace, RouteServers.Address address)
      throws IOException {
    Optional<ObjectNode> revision =
        address.next().flatMap(name -> objects.find("revisions", namespace, name));
    if (revision.isEmpty()) {
      refuse(exchange, 404, "no revision is ready to answer here");
      return;
    }
    Workload workload = workloads.of(revision.get());
    try {
      PodSlot slot = workload.acquire(Json.name(revision.get()));
      try {
        send(exchange, slot.pod().map(Pod::port).orElseThrow(), workload);
      } finally {
        workload.release(slot);
      }
    } catch (NoPodException e) {
      refuse(exchange, 503, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(exchange, 503, "the sandbox ends");
    }
  }

  /** Where the next request for an address goes, for a caller who goes there himself. */
  Way way(String namespace, RouteServers.Address address) throws InterruptedException {
    Optional<ObjectNode> revision =
        address.next().flatMap(name -> objects.find("revisions", namespace, name));
    if (revision.isEmpty()) {
      return new Way(404, 0);
    }
    Workload workload = workloads.of(revision.get());
    try {
      PodSlot slot = workload.acquire(Json.name(revision.get()));
      workload.release(slot);
      return new Way(200, slot.pod().map(Pod::port).orElseThrow());
    } catch (NoPodException e) {
      return new Way(503, 0);
    }
  }

  private static void send(HttpExchange exchange, int port, Workload workload) throws IOException {
    try (PodConnection pod = connect(exchange, port, workload)) {
      if (pod != null) {
        pod.answer(exchange);
      }
    }
  }

  /** The connection with the answer's head read; null when the exchange was answered instead. */
  private static PodConnection connect(HttpExchange exchange, int port, Workload workload)
      throws IOException {
    PodConnection pod = null;
    try {
      pod = new PodConnection(port, workload.timeout());
      pod.send(exchange);
      pod.readHead();
      return pod;
    } catch (SocketTimeoutException e) {
      refuse(exchange, 504, "request timeout");
    } catch (IOException e) {
      refuse(exchange, 502, e.getMessage());
    }
    if (pod != null) {
      pod.close();
    }
    return null;
  }

  private static void refuse(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = (words + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}
