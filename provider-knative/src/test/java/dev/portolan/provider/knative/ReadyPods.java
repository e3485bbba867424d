package dev.portolan.provider.knative;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.images.packing.Probes;
import dev.portolan.sandbox.images.pod.LogLine;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pods that are ready at once and answer the adapter's own questions, without a JVM of their own.
 */
final class ReadyPods implements PodRunner {
  private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

  @Override
  public Pod start(PodPlan plan) {
    return new ReadyPod(
        PORTS.computeIfAbsent(
            plan.environment().get("K_REVISION"),
            revision -> serve(plan.environment().get("PORTOLAN_FUNCTION"), revision)));
  }

  /** One that answers 404 to everything. */
  Pod mute() {
    return new ReadyPod(PORTS.computeIfAbsent("mute", name -> serve(name, name)));
  }

  private static int serve(String function, String revision) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(address, 0);
      byte[] answer =
          "{\"$portolan\":\"ready\",\"function\":\"%s\"}"
              .formatted(function)
              .getBytes(StandardCharsets.UTF_8);
      server.createContext(
          Probes.READY,
          exchange -> {
            String asked = exchange.getRequestURI().getQuery();
            boolean other = asked != null && !asked.equals("revision=" + revision);
            exchange.sendResponseHeaders(other ? 421 : 200, other ? -1 : answer.length);
            if (!other) {
              exchange.getResponseBody().write(answer);
            }
            exchange.close();
          });
      server.setExecutor(
          task -> {
            Thread thread = new Thread(task, "ready-pod");
            thread.setDaemon(true);
            thread.start();
          });
      server.start();
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ReadyPod(int port) implements Pod {
    @Override
    public Optional<Integer> exitCode() {
      return Optional.empty();
    }

    @Override
    public List<LogLine> log() {
      return List.of();
    }

    @Override
    public void stop(Duration patience) {
      // it never ran
    }
  }
}
