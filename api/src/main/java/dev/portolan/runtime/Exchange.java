package dev.portolan.runtime;

import dev.portolan.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One HTTP exchange of an adapter with the services of its platform.
 *
 * <p>Of the client of {@code java.net} and not of {@code java.net.http}, which takes ten times as
 * long to start.
 */
public final class Exchange implements Closeable {
  private final HttpURLConnection connection;
  private final int status;

  private Exchange(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * Sends a request, and waits for the head of the response; over plain http to loopback only.
   *
   * @param body {@code null} for none
   * @param timeoutMillis how long to wait to connect, and for each part of the response; at least 1
   */
  public static Exchange open(
      String method, URI address, Map<String, String> headers, byte[] body, int timeoutMillis)
      throws IOException {
    boolean safe =
        "https".equals(address.getScheme())
            || "http".equals(address.getScheme()) && isLoopback(address.getHost());
    if (!safe) {
      throw new Hopeless("plain http is for loopback only: " + address.getHost());
    }
    URLConnection connection = address.toURL().openConnection();
    return sent(connection, method, headers, body, timeoutMillis);
  }

  /**
   * The same over plain http, and past all proxies, to what the platform itself has put beside this
   * process and offers no other way: what gives it its tokens, the services of its own cluster.
   *
   * @param address of a host that the platform or the deployer named, and the caller has looked at;
   *     never what a request says
   */
  public static Exchange nearby(
      String method, URI address, Map<String, String> headers, byte[] body, int timeoutMillis)
      throws IOException {
    URLConnection connection = address.toURL().openConnection(Proxy.NO_PROXY);
    return sent(connection, method, headers, body, timeoutMillis);
  }

  private static Exchange sent(
      URLConnection opened,
      String method,
      Map<String, String> headers,
      byte[] body,
      int timeoutMillis)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) opened;
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
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
    return new Exchange(connection, connection.getResponseCode());
  }

  /** Whether a host is this machine; {@code null} is none. */
  public static boolean isLoopback(String host) throws IOException {
    return host != null && InetAddress.getByName(host).isLoopbackAddress();
  }

  /** The status of the response. */
  public int status() {
    return status;
  }

  /** A header of the response; {@code null} if there is none. */
  public String header(String name) {
    return connection.getHeaderField(name);
  }

  /** The length that the response says its body has; -1 if it does not say. */
  public long length() {
    return connection.getContentLengthLong();
  }

  /** The body of the response, of a refusal too; empty if there is none. */
  InputStream content() throws IOException {
    InputStream content = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return content == null ? InputStream.nullInputStream() : content;
  }

  /**
   * The body of the response, of which an end before its length is a failure. Closing it leaves the
   * connection to the next exchange if it was read to its end, and drops it else.
   */
  public InputStream whole() throws IOException {
    return new WholeBody(this);
  }

  /**
   * What a response with an object tells of it.
   *
   * @param length its length in bytes; less than 0 if unknown
   * @param versionHeader names the header with its version
   */
  public ObjectRef object(String bucket, String key, long length, String versionHeader) {
    return new ObjectRef(
        bucket,
        key,
        length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
        Optional.ofNullable(header("ETag")).map(tag -> tag.replace("\"", "")),
        Optional.ofNullable(header("Content-Type")),
        Optional.ofNullable(header(versionHeader)));
  }

  /** All of the body, and closes. */
  public byte[] bytes() throws IOException {
    try (InputStream content = content()) {
      return content.readAllBytes();
    }
  }

  /**
   * As much of the body as comes, and closes: for where the status has said already what became of
   * the request, which a body that breaks off does not change.
   */
  public byte[] bytesThatCome() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream content = content()) {
      content.transferTo(all);
    } catch (IOException broken) {
      close();
    }
    return all.toByteArray();
  }

  /** Reads no further: a connection in the middle of a body is of no use to the next exchange. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
