package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than the heap comes to Google's server, and the process goes on. */
final class HeapTest {
  private static final String POST = "POST /a HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir private Path directory;

  @Test
  void bodiesOfMoreThanTheHeapAreRefused() throws Exception {
    int port = ForkedInvoker.freePort();
    String[] variables = {"JDK_JAVA_OPTIONS", "-Xmx40m", "PORTOLAN_BODY_LIMIT", "300000000"};
    Described counting = new Described(Counting.class, "byte[]", Described.HTTP);
    Process process =
        ForkedInvoker.start(counting, HttpEntryPoint.class, port, directory, variables);
    try {
      String announced = POST + "Content-Length: 300000000\r\n\r\n";
      assertEquals(413, status(port, announced, 300, new byte[1_000_000]), "nothing is read");
      String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
      assertEquals(413, status(port, chunked, 100, chunk(1_000_000)), "nobody knew the length");
      String form = POST + "Content-Type: application/x-www-form-urlencoded\r\n";
      String parts = POST + "Content-Type: multipart/form-data; boundary=x\r\n";
      for (String type : List.of(form, parts)) {
        String head = type + "Content-Length: 300000000\r\n\r\n";
        int refused = status(port, head, 300, new byte[1_000_000]);
        assertTrue(refused == 400 || refused == 413 || refused == 415, "status " + refused);
      }
      assertTrue(crowd(port) > 0, "some had room");
      assertEquals(200, status(port, POST + "Content-Length: 3\r\n\r\n", 1, new byte[3]));
      assertTrue(process.isAlive());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Forty bodies of a megabyte at once, none of which ends before all have begun. */
  private static int crowd(int port) throws IOException {
    List<Socket> callers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Socket caller = connect(port);
      callers.add(caller);
      send(caller, POST + "Connection: close\r\nContent-Length: 1000001\r\n\r\n");
      caller.getOutputStream().write(new byte[1_000_000]);
    }
    int taken = 0;
    for (Socket each : callers) {
      int status = rest(each, 1, new byte[1]);
      taken += status == 200 ? 1 : 0;
      assertTrue(status == 200 || status == 503, "status " + status);
      each.close();
    }
    return taken;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static int status(int port, String head, int times, byte[] part) throws IOException {
    try (Socket socket = connect(port)) {
      send(socket, head);
      return rest(socket, times, part);
    }
  }

  private static byte[] chunk(int size) {
    String chunk = Integer.toHexString(size) + "\r\n" + "a".repeat(size) + "\r\n";
    return chunk.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends the rest of a body, as far as it is taken; gives the status of the answer. */
  private static int rest(Socket socket, int times, byte[] part) throws IOException {
    InputStream input = socket.getInputStream();
    try {
      for (int i = 0; i < times && input.available() == 0; i++) {
        socket.getOutputStream().write(part);
      }
    } catch (IOException hungUpOn) {
      // It has answered and takes no more.
    }
    return Integer.parseInt(Exchanges.line(input).substring(9, 12));
  }
}
