package dev.portolan.sandbox.azure.client;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import java.net.URL;
import reactor.core.publisher.Mono;

/**
 * The HTTP client of Azure's clients that hands requests to a handler instead of a socket, with the
 * address's host in the field {@code Host}. A lost connection is an {@link java.io.IOException}, as
 * a socket's would be, and a killed caller an error that no retry catches.
 */
public final class InProcessHttpClient implements HttpClient {
  private final WireHandler handler;

  public InProcessHttpClient(WireHandler handler) {
    this.handler = handler;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.defer(
        () -> {
          try {
            return Mono.just(answer(request));
          } catch (ConnectionLostException e) {
            return Mono.error(e);
          }
        });
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    try {
      return answer(request);
    } catch (ConnectionLostException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HttpResponse answer(HttpRequest request) throws ConnectionLostException {
    URL url = request.getUrl();
    WireHeaders headers = WireHeaders.of("Host", url.getAuthority());
    for (HttpHeader header : request.getHeaders()) {
      for (String value : header.getValuesList()) {
        headers = headers.with(header.getName(), value);
      }
    }
    byte[] body =
        request.getBodyAsBinaryData() == null
            ? new byte[0]
            : request.getBodyAsBinaryData().toBytes();
    String path = url.getPath().isEmpty() ? "/" : url.getPath();
    String query = url.getQuery() == null ? "" : url.getQuery();
    return new InProcessResponse(
        request,
        handler.handle(
            new WireRequest(request.getHttpMethod().name(), path, query, headers, body)));
  }
}
