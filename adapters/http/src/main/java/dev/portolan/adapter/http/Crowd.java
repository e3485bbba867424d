package dev.portolan.adapter.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends a connection away when there are too many. */
final class Crowd {
  private static final byte[] RESPONSE =
      ("HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n"
              + "connection: close\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);

  private Crowd() {}

  /**
   * Answers whatever the request is, without reading it; for the thread that accepts, which nothing
   * here can hold: so few bytes fit the empty buffer of any connection.
   */
  static void refuse(Socket socket) {
    try (socket) {
      socket.getOutputStream().write(RESPONSE);
      socket.shutdownOutput();
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    }
  }
}
