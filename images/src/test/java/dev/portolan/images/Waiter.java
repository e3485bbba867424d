package dev.portolan.images;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A function that is busy until it is told to go on, at a port of this machine. */
@Http(path = "/wait", access = Http.Access.PUBLIC)
public final class Waiter implements PortableFunction<Waiter.Gate, Waiter.Told> {
  /** Where to ask. */
  public record Gate(int port) {}

  /** What was told. */
  public record Told(int told) {}

  @Override
  public Told handle(Gate gate, Context context) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
      return new Told(socket.getInputStream().read());
    }
  }
}
