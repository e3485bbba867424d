package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** One call, its body and its answer held as a whole. */
final class JdkRequest extends LowLevelHttpRequest {
  /** Headers that the JDK's client sets itself. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final HttpClient client;
  private final String method;
  private final HttpRequest.Builder request;

  JdkRequest(HttpClient client, String method, URI uri) {
    this.client = client;
    this.method = method;
    this.request = HttpRequest.newBuilder(uri);
  }

  @Override
  public void addHeader(String name, String value) {
    if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
      request.header(name, value);
    }
  }

  @Override
  public void setTimeout(int connect, int read) {
    if (connect + read > 0) {
      request.timeout(Duration.ofMillis(Math.max(connect, read)));
    }
  }

  @Override
  public LowLevelHttpResponse execute() throws IOException {
    if (getContentType() != null) {
      addHeader("content-type", getContentType());
    }
    if (getContentEncoding() != null) {
      addHeader("content-encoding", getContentEncoding());
    }
    try {
      return new JdkResponse(
          client.send(request.method(method, body()).build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private BodyPublisher body() throws IOException {
    if (getStreamingContent() == null) {
      return BodyPublishers.noBody();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    getStreamingContent().writeTo(bytes);
    return BodyPublishers.ofByteArray(bytes.toByteArray());
  }
}
