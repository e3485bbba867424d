package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.images.wire.StreamServer;
import dev.portolan.sandbox.knative.kube.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private final Consumer<String> log;

  public RouteServers(Ports ports, Proxy proxy, Consumer<String> log) {
    this.ports = ports;
    this.proxy = proxy;
    this.log = log;
  }

  /** One address: what it splits, and how many requests it has split so far. */
  static final class Address {
    private final AtomicInteger count = new AtomicInteger();
    private volatile Optional<TrafficSplit> split = Optional.empty();
    private volatile StreamServer server;

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
    return open(key(route, tag), Json.namespace(route)).server.url();
  }

  private Address open(String key, String namespace) {
    return all.computeIfAbsent(
        key,
        address -> {
          try {
            int wanted = ports.wanted(address);
            Address opened = new Address();
            opened.server =
                StreamServer.open(
                    wanted,
                    "route-" + address,
                    exchange -> proxy.forward(exchange, namespace, opened));
            int port = opened.server.port();
            if (wanted != 0 && wanted != port) {
              log.accept(address + " has a new port, " + port + ": " + wanted + " is taken");
            }
            ports.had(address, port);
            return opened;
          } catch (IOException e) {
            throw new UncheckedIOException("no port for " + address, e);
          }
        });
  }

  void split(ObjectNode route, String tag, TrafficSplit split) {
    open(key(route, tag), Json.namespace(route)).split = Optional.of(split);
  }

  /** Closes the addresses that are not among these. */
  void keepOnly(List<String> keys) {
    for (String key : new ArrayList<>(all.keySet())) {
      if (!keys.contains(key)) {
        all.remove(key).server.close();
      }
    }
  }

  @Override
  public void close() {
    keepOnly(List.of());
  }
}
