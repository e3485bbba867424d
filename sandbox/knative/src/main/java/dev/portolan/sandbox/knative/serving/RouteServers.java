package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.images.wire.StreamServer;
import dev.portolan.sandbox.knative.kube.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The addresses of routes and of their tags: a loopback port each, kept over runs as far as it is
 * free. An address keeps the split it has until a new one is set.
 */
public final class RouteServers implements AutoCloseable {
  private static final int STRIDE = 37;

  private final Map<String, Address> all = new ConcurrentHashMap<>();
  private final Ports ports;
  private final Proxy proxy;
  private final boolean sockets;
  private final Consumer<String> log;

  /**
   * Keeps addresses.
   *
   * @param sockets whether anybody listens there; without, each has the name that Knative gives it,
   *     and a caller asks for the way
   */
  public RouteServers(Ports ports, Proxy proxy, boolean sockets, Consumer<String> log) {
    this.ports = ports;
    this.proxy = proxy;
    this.sockets = sockets;
    this.log = log;
  }

  /** One address: what it splits, and how many requests it has split so far. */
  static final class Address {
    private final AtomicInteger count = new AtomicInteger();
    private volatile Optional<TrafficSplit> split = Optional.empty();
    private final String namespace;
    private String url;
    private Optional<StreamServer> server = Optional.empty();

    private Address(String namespace, String url) {
      this.namespace = namespace;
      this.url = url;
    }

    /** The revision for the next request: of a hundred in a row each gets its percent. */
    Optional<String> next() {
      int point = Math.floorMod(count.getAndIncrement() * STRIDE, 100);
      return split.map(shares -> shares.at(point));
    }
  }

  static String key(ObjectNode route, String tag) {
    return Json.namespace(route) + "/" + Json.name(route) + (tag.isEmpty() ? "" : "#" + tag);
  }

  /** The URL of an address, opened if it is not yet. */
  String url(ObjectNode route, String tag) {
    return open(route, tag).url;
  }

  private Address open(ObjectNode route, String tag) {
    return all.computeIfAbsent(
        key(route, tag),
        key -> {
          String host = (tag.isEmpty() ? "" : tag + "-") + Json.name(route);
          String namespace = Json.namespace(route);
          Address opened =
              new Address(namespace, "http://" + host + "." + namespace + ".example.com");
          if (sockets) {
            listen(key, opened);
          }
          return opened;
        });
  }

  private void listen(String key, Address opened) {
    try {
      int wanted = ports.wanted(key);
      StreamServer server =
          StreamServer.open(
              wanted,
              "route-" + key,
              exchange -> proxy.forward(exchange, opened.namespace, opened));
      int port = server.port();
      if (wanted != 0 && wanted != port) {
        log.accept(key + " has a new port, " + port + ": " + wanted + " is taken");
      }
      ports.had(key, port);
      opened.server = Optional.of(server);
      opened.url = server.url();
    } catch (IOException e) {
      throw new UncheckedIOException("no port for " + key, e);
    }
  }

  void split(ObjectNode route, String tag, TrafficSplit split) {
    open(route, tag).split = Optional.of(split);
  }

  /** Where the next request for this host goes; empty if it is nobody's address. */
  public Optional<Way> way(String host) throws InterruptedException {
    for (Address address : all.values()) {
      if (URI.create(address.url).getAuthority().equals(host)) {
        return Optional.of(proxy.way(address.namespace, address));
      }
    }
    return Optional.empty();
  }

  /** Closes the addresses that are not among these. */
  void keepOnly(List<String> keys) {
    for (String key : new ArrayList<>(all.keySet())) {
      if (!keys.contains(key)) {
        all.remove(key).server.ifPresent(StreamServer::close);
      }
    }
  }

  @Override
  public void close() {
    keepOnly(List.of());
  }
}
