package dev.portolan.provider.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A control plane that others wrote: moto, in a process of its own. It runs no function. */
record MotoServer(Process process, String url) implements AutoCloseable {
  /** Nothing, where Python or moto is not installed. */
  static Optional<MotoServer> start() throws IOException, InterruptedException {
    String python = System.getProperty("portolan.python", "python3");
    int port = freePort();
    Process process;
    try {
      process =
          new ProcessBuilder(python, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return Optional.empty();
    }
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("Running on")) {
        drain(out);
        return Optional.of(new MotoServer(process, "http://127.0.0.1:" + port));
      }
    }
    process.waitFor();
    return Optional.empty();
  }

  /** A full pipe would stop the server at its next line. */
  private static void drain(BufferedReader out) {
    Thread reader = new Thread(() -> out.lines().forEach(line -> {}), "moto-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
