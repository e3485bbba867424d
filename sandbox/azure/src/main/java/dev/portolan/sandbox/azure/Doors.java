package dev.portolan.sandbox.azure;

import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports on loopback: one for the blobs of all accounts, one for the messages of all namespaces, two
 * for each site, the same in each run. Opened when they are first asked for.
 */
final class Doors implements Addresses, AutoCloseable {
  /** Answers requests to one thing of a name. */
  @FunctionalInterface
  interface Door {
    WireResponse handle(String name, WireRequest request) throws ConnectionLostException;
  }

  private static final String SITE = "site-";
  private static final String PUBLISHING = "scm-";

  private final PortRegistry ports;
  private final Door sites;
  private final Door publishing;
  private final LoopbackServer blobs;
  private final LoopbackServer bus;
  private final Map<String, LoopbackServer> open = new ConcurrentHashMap<>();

  Doors(PortRegistry ports, Door sites, Door publishing, Door blobs, Door bus) throws IOException {
    this.ports = ports;
    this.sites = sites;
    this.publishing = publishing;
    this.blobs =
        LoopbackServer.open(ports.wanted("blobs"), "azure-blobs", request -> first(blobs, request));
    ports.keep("blobs", this.blobs.port());
    this.bus =
        LoopbackServer.open(ports.wanted("bus"), "azure-bus", request -> first(bus, request));
    ports.keep("bus", this.bus.port());
  }

  /** The account, or the namespace, is the first thing that the path names. */
  private static WireResponse first(Door door, WireRequest request) throws ConnectionLostException {
    String path = request.path().replaceFirst("^/+", "");
    int end = path.indexOf('/');
    String name = end < 0 ? path : path.substring(0, end);
    return door.handle(
        name,
        new WireRequest(
            request.method(),
            end < 0 ? "/" : path.substring(end),
            request.query(),
            request.headers(),
            request.body()));
  }

  private String host(String kind, String name, Door door) {
    String key = kind + name.toLowerCase(Locale.ROOT);
    return "127.0.0.1:" + open.computeIfAbsent(key, each -> opened(each, name, door)).port();
  }

  private LoopbackServer opened(String key, String name, Door door) {
    try {
      LoopbackServer server =
          LoopbackServer.open(
              ports.wanted(key), "azure-" + key, request -> door.handle(name, request));
      ports.keep(key, server.port());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for " + name, e);
    }
  }

  @Override
  public String site(String name) {
    return host(SITE, name, sites);
  }

  @Override
  public String publishing(String name) {
    return host(PUBLISHING, name, publishing);
  }

  @Override
  public String blobs(String account) {
    return blobs.url() + "/" + account + "/";
  }

  /**
   * The variables by which apps find here what is at hosts of Azure's, which come first in paths.
   */
  Map<String, String> emulators() {
    return Map.of(
        "PORTOLAN_SERVICE_BUS_EMULATOR", bus.url(), "PORTOLAN_BLOB_EMULATOR", blobs.url());
  }

  /** Closes those of sites that are gone; the others are named. */
  void retain(Set<String> names) {
    for (String key : Set.copyOf(open.keySet())) {
      if (names.stream().noneMatch(name -> key.endsWith("-" + name.toLowerCase(Locale.ROOT)))) {
        open.remove(key).close();
      }
    }
  }

  @Override
  public void close() {
    open.values().forEach(LoopbackServer::close);
    blobs.close();
    bus.close();
  }
}
