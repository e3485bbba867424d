package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.ChildProcess;
import dev.portolan.sandbox.azure.worker.Frames;
import dev.portolan.sandbox.azure.worker.Invocation;
import dev.portolan.sandbox.azure.worker.Loading;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A worker in a JVM of its own. */
final class ForkedWorker implements WorkerLink {
  /** {@code WorkerConstants.WorkerTerminateGracePeriodInSeconds}. */
  private static final int GRACE_SECONDS = 5;

  /** {@code processStartupTimeout} of a worker's configuration. */
  private static final int START_SECONDS = 60;

  private static final int GLANCE_MILLIS = 50;

  private final Spec spec;
  private final ChildProcess process;
  private final Socket socket;
  private final DataInputStream input;
  private final DataOutputStream output;
  private final Map<String, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();

  private ForkedWorker(Spec spec, ChildProcess process, Socket socket) throws IOException {
    this.spec = spec;
    this.process = process;
    this.socket = socket;
    this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /** Starts it, and waits until it has called. */
  static ForkedWorker start(Spec spec) throws IOException {
    String token = UUID.randomUUID().toString();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      ChildProcess process =
          ChildProcess.start(
              JavaCommand.of(spec, server.getLocalPort(), token),
              spec.folder(),
              JavaCommand.environment(spec),
              spec.lines());
      try {
        ForkedWorker worker = new ForkedWorker(spec, process, accept(server, process));
        if (!token.equals(Frames.text(worker.input))) {
          throw new IOException("somebody else called in the place of the worker");
        }
        Thread reader = new Thread(worker::listen, "worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        return worker;
      } catch (IOException failed) {
        process.close();
        throw failed;
      }
    }
  }

  private static Socket accept(ServerSocket server, ChildProcess process) throws IOException {
    server.setSoTimeout(GLANCE_MILLIS);
    for (int glances = START_SECONDS * 1000 / GLANCE_MILLIS; glances > 0; glances--) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        return socket;
      } catch (SocketTimeoutException expected) {
        if (!process.alive()) {
          throw new IOException("the worker ended before it began", expected);
        }
      }
    }
    throw new IOException("the worker did not start within " + START_SECONDS + " seconds");
  }

  private void listen() {
    try {
      while (true) {
        int what = input.readByte();
        String id = Frames.text(input);
        if (what == Frames.LOG) {
          spec.lines().accept(Frames.text(input));
        } else {
          Outcome outcome = Frames.outcome(input);
          // what the function wrote before it answered is told before its answer
          process.settle();
          CompletableFuture<Outcome> told = waiting.remove(id);
          if (told != null) {
            told.complete(outcome);
          }
        }
      }
    } catch (IOException gone) {
      IOException exited = new IOException("the worker has ended", gone);
      waiting.values().forEach(each -> each.completeExceptionally(exited));
    }
  }

  @Override
  public CompletableFuture<Outcome> load(Loading loading) {
    return send(loading.id(), Frames.LOAD, () -> Frames.write(output, loading));
  }

  @Override
  public CompletableFuture<Outcome> invoke(Invocation call) {
    return send(call.id(), Frames.INVOKE, () -> Frames.write(output, call));
  }

  private CompletableFuture<Outcome> send(String id, int what, Writing writing) {
    CompletableFuture<Outcome> told = new CompletableFuture<>();
    waiting.put(id, told);
    try {
      synchronized (this) {
        output.writeByte(what);
        writing.write();
        output.flush();
      }
      if (!process.alive()) {
        told.completeExceptionally(new IOException("the worker has ended"));
      }
    } catch (IOException gone) {
      told.completeExceptionally(gone);
    }
    return told;
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  @Override
  public void close() {
    try {
      synchronized (this) {
        output.writeByte(Frames.TERMINATE);
        output.flush();
      }
      process.exit().get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException late) {
      spec.lines().accept("the worker did not end within its " + GRACE_SECONDS + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** Ends it at once, whatever it does. */
  void kill() {
    process.close();
    try {
      socket.close();
    } catch (IOException expected) {
      // it is gone as it should be
      waiting.clear();
    }
  }
}
