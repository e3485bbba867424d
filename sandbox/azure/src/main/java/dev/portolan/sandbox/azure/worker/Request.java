package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Map;

/** A request as a function sees it ({@code RpcHttpRequestDataSource}). */
final class Request implements HttpRequestMessage<Object> {
  private final Datum.Http http;
  private final Object body;

  Request(Datum.Http http, Object body) {
    this.http = http;
    this.body = body;
  }

  @Override
  public URI getUri() {
    return URI.create(http.url());
  }

  @Override
  public HttpMethod getHttpMethod() {
    return HttpMethod.value(http.method());
  }

  @Override
  public Map<String, String> getHeaders() {
    return http.headers();
  }

  @Override
  public Map<String, String> getQueryParameters() {
    return http.query();
  }

  @Override
  public Object getBody() {
    return body;
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
    return new Response().status(status);
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
    return new Response().status(status);
  }
}
