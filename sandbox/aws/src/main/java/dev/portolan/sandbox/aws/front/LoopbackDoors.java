package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.aws.runtime.Doors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Doors on loopback, each on a port of its own, which it has again in the next run if it is free.
 */
public final class LoopbackDoors implements Doors, AutoCloseable {
  private final FrontWorld world;
  private final PortRegistry ports;
  private final Map<String, LoopbackServer> open = new HashMap<>();

  public LoopbackDoors(FrontWorld world, PortRegistry ports) {
    this.world = world;
    this.ports = ports;
  }

  @Override
  public String api(String region, String apiId) {
    return open("api " + region + " " + apiId, new ApiDoor(world, region, apiId));
  }

  @Override
  public String functionUrl(String region, String urlId) {
    return open("url " + region + " " + urlId, new UrlDoor(world, region, urlId)) + "/";
  }

  private synchronized String open(String name, WireHandler door) {
    LoopbackServer server = open.get(name);
    if (server == null) {
      String key = name.replace(' ', '.');
      try {
        server = LoopbackServer.open(ports.wanted(key), key, door);
        ports.keep(key, server.port());
      } catch (IOException e) {
        throw new UncheckedIOException("no port on loopback for " + name, e);
      }
      open.put(name, server);
    }
    return server.url();
  }

  /** Opens what the state holds and is not open; closes what it holds no more. */
  public synchronized void reconcile(ObjectNode state) {
    Set<String> wanted = new HashSet<>();
    for (Map.Entry<String, JsonNode> region : state.path("regions").properties()) {
      for (JsonNode api : region.getValue().path("apigateway").path("apis")) {
        wanted.add("api " + region.getKey() + " " + api.path("apiId").asText());
      }
      for (JsonNode function : region.getValue().path("lambda").path("functions")) {
        for (JsonNode url : function.path("urls")) {
          wanted.add("url " + region.getKey() + " " + url.path("_id").asText());
        }
      }
    }
    List<String> gone = new ArrayList<>(open.keySet());
    gone.removeAll(wanted);
    for (String name : gone) {
      open.remove(name).close();
      try {
        ports.forget(name.replace(' ', '.'));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (String name : wanted) {
      String[] parts = name.split(" ");
      if (parts[0].equals("api")) {
        api(parts[1], parts[2]);
      } else {
        functionUrl(parts[1], parts[2]);
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(LoopbackServer::close);
    open.clear();
  }
}
