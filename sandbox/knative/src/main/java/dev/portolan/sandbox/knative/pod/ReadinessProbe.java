package dev.portolan.sandbox.knative.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * Asks a container whether it is ready, as queue-proxy does: a connection, or a GET that is
 * answered 200 to 399. Source: knative/serving {@code pkg/queue/health/probe.go}. Probes by command
 * and by gRPC are taken as a connection.
 */
final class ReadinessProbe {
  private static final int TIMEOUT = 1000;

  private final JsonNode probe;
  private final int port;
  private String last = "never asked";

  ReadinessProbe(JsonNode container, int port) {
    this.probe = container.path("readinessProbe");
    this.port = port;
  }

  /** Why it did not succeed the last time. */
  String last() {
    return last;
  }

  boolean succeeds() {
    try {
      if (probe.has("httpGet")) {
        return answers(probe.path("httpGet").path("path").asText("/"));
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

  private boolean answers(String path) throws IOException {
    String rooted = path.startsWith("/") ? path : "/" + path;
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + rooted).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("User-Agent", "kube-probe/1.33");
    connection.setRequestProperty("K-Kubelet-Probe", "queue");
    try {
      int status = connection.getResponseCode();
      last = "HTTP probe did not respond Ready, got status code: " + status;
      return status >= 200 && status < 400;
    } finally {
      connection.disconnect();
    }
  }
}
