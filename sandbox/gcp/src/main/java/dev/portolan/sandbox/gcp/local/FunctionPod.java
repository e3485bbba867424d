package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.ChildProcess;
import dev.portolan.sandbox.images.pod.LogLine;
import dev.portolan.sandbox.images.pod.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An instance of a function: a process of this machine. Its lines are told, not kept. */
final class FunctionPod implements Pod {
  private static final int GLANCE = 20;
  private static final int TIMEOUT = 1000;

  private final ChildProcess process;
  private final int port;

  FunctionPod(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<Integer> exitCode() {
    if (process.alive()) {
      return Optional.empty();
    }
    return Optional.of(process.exit().join());
  }

  @Override
  public List<LogLine> log() {
    return List.of();
  }

  @Override
  public void settle() {
    process.settle();
  }

  boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
      return true;
    } catch (IOException expected) {
      return false;
    }
  }

  /** Whether it ended within a glance. */
  boolean ended() throws InterruptedException {
    return process.ends(Duration.ofMillis(GLANCE));
  }

  @Override
  public void stop(Duration patience) {
    process.stop(patience);
  }
}
