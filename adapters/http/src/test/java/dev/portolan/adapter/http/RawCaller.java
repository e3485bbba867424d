package dev.portolan.adapter.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that sends whatever bytes a test wants. */
final class RawCaller implements AutoCloseable {
  private final Socket socket;
  private final InputStream input;

  RawCaller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends text, one byte a character. */
  RawCaller send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawCaller send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Says that nothing more will come. */
  RawCaller end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  RawAnswer answer() throws IOException {
    return RawAnswer.read(input, false);
  }

  RawAnswer answerToHead() throws IOException {
    return RawAnswer.read(input, true);
  }

  /** One chunk of a body whose head {@link #answerToHead} read. */
  String chunk() throws IOException {
    return new String(RawAnswer.chunk(input), StandardCharsets.UTF_8);
  }

  /** Everything the server still sends until it closes. */
  byte[] rest() throws IOException {
    return input.readAllBytes();
  }

  /** How many bytes still come until the server closes or resets the connection. */
  long restBeforeReset() {
    long count = 0;
    try {
      for (byte[] sink = new byte[65536]; ; ) {
        int read = input.read(sink);
        if (read < 0) {
          return count;
        }
        count += read;
      }
    } catch (IOException reset) {
      return count;
    }
  }

  /** Ends the connection as one that broke does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
