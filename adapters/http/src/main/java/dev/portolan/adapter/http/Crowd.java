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

  /** Answers whatever the request is, without reading it. */
  static void refuse(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write(RESPONSE);
      socket.shutdownOutput();
    }
  }
}
