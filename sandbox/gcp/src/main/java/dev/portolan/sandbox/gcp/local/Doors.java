package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.images.wire.StreamServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The addresses of services and tags: a loopback port each, kept over runs as far as it is free.
 */
final class Doors implements AutoCloseable {
  private final Map<String, StreamServer> all = new ConcurrentHashMap<>();
  private final PortRegistry ports;
  private final Door.Inside inside;
  private final Consumer<String> log;

  Doors(PortRegistry ports, Door.Inside inside, Consumer<String> log) {
    this.ports = ports;
    this.inside = inside;
    this.log = log;
  }

  static String key(String service, Optional<String> tag) {
    return tag.map(name -> service + "#" + name).orElse(service);
  }

  /** The URL of an address, opened if it is not yet. */
  String url(String service, Optional<String> tag) {
    return all.computeIfAbsent(key(service, tag), key -> open(key, service, tag)).url();
  }

  private StreamServer open(String key, String service, Optional<String> tag) {
    Door door = new Door(service, tag, inside);
    String id = key.substring(key.lastIndexOf('/') + 1);
    try {
      int wanted = ports.wanted(key);
      StreamServer server = StreamServer.open(wanted, "run-" + id, door::handle);
      if (wanted != 0 && wanted != server.port()) {
        log.accept(id + " has a new port, " + server.port() + ": " + wanted + " is taken");
      }
      ports.keep(key, server.port());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for " + id, e);
    }
  }

  /**
   * Closes the addresses that are not wanted and were not before, and forgets their ports.
   *
   * @return those that are not wanted and were not closed
   */
  Set<String> sweep(Set<String> wanted, Set<String> before) {
    Set<String> left = new HashSet<>();
    for (String key : List.copyOf(all.keySet())) {
      if (!wanted.contains(key) && !before.contains(key)) {
        left.add(key);
      } else if (!wanted.contains(key)) {
        all.remove(key).close();
        try {
          ports.forget(key);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return left;
  }

  @Override
  public void close() {
    all.values().forEach(StreamServer::close);
    all.clear();
  }
}
