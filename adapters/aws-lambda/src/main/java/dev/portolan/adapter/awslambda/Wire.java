package dev.portolan.adapter.awslambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/** One HTTP exchange; plain http to loopback only. */
final class Wire {
  private Wire() {}

  record Answer(int status, byte[] body) {}

  /** Waits no longer than this to connect, and for the answer. */
  static Answer send(
      String method, URI address, Map<String, String> headers, byte[] body, int timeoutMillis)
      throws IOException {
    if (!"https".equals(address.getScheme()) && !isLoopback(address)) {
      throw new IOException("plain http is for loopback only: " + address.getHost());
    }
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod(method);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!header.getKey().equalsIgnoreCase("host")) {
        connection.setRequestProperty(header.getKey(), header.getValue());
      }
    }
    if (body != null) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream output = connection.getOutputStream()) {
        output.write(body);
      }
    }
    int status = connection.getResponseCode();
    try (InputStream input =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, input == null ? new byte[0] : input.readAllBytes());
    }
  }

  private static boolean isLoopback(URI address) throws IOException {
    return "http".equals(address.getScheme())
        && address.getHost() != null
        && InetAddress.getByName(address.getHost()).isLoopbackAddress();
  }
}
