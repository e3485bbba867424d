package dev.portolan.sandbox.images.pod;

import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pods that run nothing: all are one handler, and ready at once. For tests by the hundred. */
public final class AnsweringPods implements PodRunner, AutoCloseable {
  private final LoopbackServer server;

  private AnsweringPods(LoopbackServer server) {
    this.server = server;
  }

  public static AnsweringPods open(WireHandler handler) throws IOException {
    return new AnsweringPods(LoopbackServer.open(0, "answering-pods", handler));
  }

  @Override
  public Pod start(PodPlan plan) {
    return new Pod() {
      @Override
      public int port() {
        return server.port();
      }

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
        // nothing runs
      }
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
