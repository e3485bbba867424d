package dev.portolan.adapter.http;

import dev.portolan.HttpResponse;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Problem;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One caller's connection: requests come one after the other, and each gets its response. */
final class Connection implements Runnable {
  /** Longer than any front end keeps one, so that it is never we who close under its hands. */
  private static final int IDLE_MILLIS = 620_000;

  /** For the head of a request, from its first byte. */
  private static final int HEAD_MILLIS = 10_000;

  private static final int LINGER_MILLIS = 1_000;

  private final Server server;
  private final Socket socket;
  private Input input;
  private Output output;

  /** Whether the last response is another thread's to send, and the socket its to close. */
  private boolean answeredByAnother;

  Connection(Server server, Socket socket) {
    this.server = server;
    this.socket = socket;
  }

  @Override
  public void run() {
    try {
      socket.setTcpNoDelay(true);
      input = new Input(socket);
      output = new Output(socket.getOutputStream());
      HeadReader reader = new HeadReader(input);
      while (begins(reader) && exchange(reader)) {
        server.takeTurns();
      }
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    } finally {
      server.ended(this);
      if (!answeredByAnother) {
        close();
      }
    }
  }

  private boolean begins(HeadReader reader) throws IOException {
    input.allow(IDLE_MILLIS);
    try {
      return reader.begins();
    } catch (SocketTimeoutException idle) {
      return false;
    }
  }

  /** Answers one request; says whether another may follow. */
  private boolean exchange(HeadReader reader) throws IOException {
    long began = System.nanoTime();
    boolean mine = true;
    server.began();
    try {
      input.allow(HEAD_MILLIS);
      Exchange exchange = new Exchange(server, this, input, output, began);
      HttpResponse response;
      try {
        response = exchange.answer(reader);
      } catch (Refusal refusal) {
        response = refused(refusal);
      } catch (SocketTimeoutException slow) {
        response = refused(new Refusal(408, "too-slow", "The request did not come in time."));
      } catch (RuntimeException unexpected) {
        System.getLogger(server.function())
            .log(System.Logger.Level.ERROR, "The server failed", unexpected);
        response = Problem.of(500, Ids.next());
      } catch (VirtualMachineError broken) {
        giveUp(exchange.hasBegun());
        throw broken;
      }
      mine = response != null;
      if (!mine) {
        answeredByAnother = true;
        return false;
      }
      boolean close = exchange.closes() || server.isDraining();
      exchange.write(response, close);
      if (!exchange.isClean()) {
        linger();
      }
      return !close;
    } finally {
      if (mine) {
        server.answered();
      }
    }
  }

  /** Ends a process that is out of memory, so that the platform puts another in its place. */
  private void giveUp(boolean begun) {
    try {
      if (!begun) {
        output.write(Problem.of(500, Ids.next()), false, true);
      }
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Sends a last response in place of the thread whose connection this is; for another thread.
   *
   * @param response {@code null} where that thread is sending one, which is cut
   */
  void end(HttpResponse response, boolean head) {
    try {
      if (response != null) {
        new Output(socket.getOutputStream()).write(response, head, true);
        socket.shutdownOutput();
      }
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    } finally {
      server.answered();
      close();
    }
  }

  private static HttpResponse refused(Refusal refusal) {
    HttpResponse problem =
        Problem.of(refusal.status, Ids.next(), refusal.code, refusal.getMessage());
    return refusal.status == 503 ? problem.withHeader("retry-after", "1") : problem;
  }

  /**
   * Takes in what the caller still sends, for a moment: closed at once, a connection is reset, and
   * the response lost on the way.
   */
  private void linger() throws IOException {
    socket.shutdownOutput();
    input.allow(LINGER_MILLIS);
    byte[] sink = new byte[8192];
    int patience = 4 * 1024 * 1024;
    try {
      for (int count = 0; count >= 0 && patience > 0; patience -= count) {
        count = input.read(sink, 0, sink.length);
      }
    } catch (SocketTimeoutException ignored) {
      // long enough
    }
  }

  /**
   * Whether the end of the connection, whoever brings it about, shall not look like one in order.
   */
  void resetIfCut(boolean reset) throws IOException {
    socket.setSoLinger(reset, 0);
  }

  /** Ends a connection nobody is using; for any thread. */
  void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is closed, or as good as.
    }
  }
}
