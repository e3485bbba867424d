package dev.portolan.sandbox.aws.sdk;

import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The SDK's HTTP client that hands requests to a handler instead of a socket. Thousands of calls a
 * second; a lost connection is an {@link IOException}, as a socket's would be, and a killed caller
 * an error that no retry catches.
 */
public final class InProcessHttpClient implements SdkHttpClient {
  private final WireHandler handler;

  public InProcessHttpClient(WireHandler handler) {
    this.handler = handler;
  }

  @Override
  public String clientName() {
    return "InProcess";
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // a call in process is over before anyone could end it
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    WireResponse response = handler.handle(wire(request));
    SdkHttpResponse.Builder told = SdkHttpResponse.builder().statusCode(response.status());
    for (Map.Entry<String, List<String>> field : response.headers().asMap().entrySet()) {
      told.putHeader(field.getKey(), field.getValue());
    }
    boolean head = request.httpRequest().method().name().equals("HEAD");
    if (!head) {
      told.putHeader("Content-Length", String.valueOf(response.body().length));
    }
    HttpExecuteResponse.Builder all = HttpExecuteResponse.builder().response(told.build());
    if (!head) {
      all.responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())));
    }
    return all.build();
  }

  private static WireRequest wire(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest http = request.httpRequest();
    byte[] body = {};
    if (request.contentStreamProvider().isPresent()) {
      try (InputStream stream = request.contentStreamProvider().get().newStream()) {
        body = stream.readAllBytes();
      }
    }
    String path = http.encodedPath();
    return new WireRequest(
        http.method().name(),
        path.startsWith("/") ? path : "/" + path,
        query(http),
        WireHeaders.from(http.headers()),
        body);
  }

  private static String query(SdkHttpRequest request) {
    StringJoiner query = new StringJoiner("&");
    request
        .rawQueryParameters()
        .forEach(
            (name, values) -> {
              if (values.isEmpty()) {
                query.add(encoded(name));
              }
              values.forEach(
                  value -> query.add(encoded(name) + (value == null ? "" : "=" + encoded(value))));
            });
    return query.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    // holds nothing
  }
}
