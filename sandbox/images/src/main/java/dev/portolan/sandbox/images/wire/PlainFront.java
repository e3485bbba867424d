package dev.portolan.sandbox.images.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server of plain HTTP and turns TLS away at once. Clients of registries try TLS
 * first; the JDK's server would read a handshake as the start of a request and wait for its end.
 */
public final class PlainFront implements AutoCloseable {
  private static final int HANDSHAKE = 0x16;
  private static final byte[] REFUSAL =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;
  private final int behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private PlainFront(ServerSocket listener, int behind) {
    this.listener = listener;
    this.behind = behind;
  }

  /** Listens on the wanted port, or on a free one, for the server on the port behind. */
  public static PlainFront open(int wantedPort, int behind) throws IOException {
    PlainFront front = new PlainFront(bound(wantedPort), behind);
    daemon("front-" + behind, front::accept);
    return front;
  }

  private static ServerSocket bound(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(loopback, wanted));
      return socket;
    } catch (BindException e) {
      socket.close();
      ServerSocket free = new ServerSocket();
      free.bind(new InetSocketAddress(loopback, 0));
      return free;
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        daemon("front-in", () -> serve(client));
      } catch (IOException ignored) {
        // closed, or a client that left before it was let in
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first == HANDSHAKE) {
        client.getOutputStream().write(REFUSAL);
      } else if (first >= 0) {
        relay(client, in, first);
      }
    } catch (IOException ignored) {
      // one side has gone; the other is closed with it
    } finally {
      open.remove(client);
    }
  }

  private void relay(Socket client, InputStream in, int first) throws IOException {
    try (Socket server = new Socket(listener.getInetAddress(), behind)) {
      server.setTcpNoDelay(true);
      Thread back = new Thread(() -> back(server, client), "front-out");
      back.setDaemon(true);
      back.start();
      OutputStream out = server.getOutputStream();
      out.write(first);
      in.transferTo(out);
      server.shutdownOutput();
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server that hangs up, whether in order or with a reset, is hung up on the client too. */
  private static void back(Socket server, Socket client) {
    try (client) {
      server.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException ignored) {
      // one side has gone
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException ignored) {
      // nothing is left to close
    }
  }
}
