package dev.portolan.sandbox.gcp.client;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;

/**
 * The HTTP transport of Google's clients that hands requests to a handler instead of a socket. An
 * address on loopback is asked for its path, any other for its host and path, as {@code
 * /run.googleapis.com/v2/…}. A lost connection is an {@link IOException}, as a socket's would be,
 * and a killed caller an error that no retry catches.
 */
public final class InProcessTransport extends HttpTransport {
  private final WireHandler handler;

  public InProcessTransport(WireHandler handler) {
    this.handler = handler;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(method, URI.create(url));
  }

  private final class Request extends LowLevelHttpRequest {
    private final String method;
    private final URI uri;
    private WireHeaders headers = WireHeaders.none();

    private Request(String method, URI uri) {
      this.method = method;
      this.uri = uri;
    }

    @Override
    public void addHeader(String name, String value) {
      headers = headers.with(name, value);
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (getStreamingContent() != null) {
        getStreamingContent().writeTo(body);
      }
      if (getContentType() != null && headers.all("Content-Type").isEmpty()) {
        addHeader("Content-Type", getContentType());
      }
      if (getContentEncoding() != null) {
        addHeader("Content-Encoding", getContentEncoding());
      }
      String path = uri.getRawPath();
      boolean loopback = uri.getHost().equals("127.0.0.1") || uri.getHost().equals("localhost");
      String query = uri.getRawQuery();
      return new InProcessResponse(
          handler.handle(
              new WireRequest(
                  method,
                  loopback ? path : "/" + uri.getHost() + path,
                  query == null ? "" : query,
                  headers,
                  body.toByteArray())));
    }
  }
}
