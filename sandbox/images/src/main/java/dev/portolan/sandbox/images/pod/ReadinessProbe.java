package dev.portolan.sandbox.images.pod;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** Asks a container whether it is ready: by a connection, or by its own question. */
final class ReadinessProbe {
  private static final int TIMEOUT = 1000;

  private final Optional<Container.Question> question;
  private final int port;
  private String last = "never asked";

  ReadinessProbe(Optional<Container.Question> question, int port) {
    this.question = question;
    this.port = port;
  }

  /** Why it did not succeed the last time. */
  String last() {
    return last;
  }

  boolean succeeds() {
    try {
      if (question.isPresent()) {
        return answers(question.get());
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
        return true;
      }
    } catch (IOException e) {
      last = e.getMessage();
      return false;
    }
  }

  private boolean answers(Container.Question asked) throws IOException {
    String rooted = asked.path().startsWith("/") ? asked.path() : "/" + asked.path();
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + rooted).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    connection.setInstanceFollowRedirects(false);
    asked.headers().forEach(connection::setRequestProperty);
    try {
      int status = connection.getResponseCode();
      last = "HTTP probe did not respond Ready, got status code: " + status;
      return status >= 200 && status < 400;
    } finally {
      connection.disconnect();
    }
  }
}
