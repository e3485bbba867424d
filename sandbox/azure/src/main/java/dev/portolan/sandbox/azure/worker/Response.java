package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A response that a function builds: of each header, as it is spelled, the last value ({@code
 * RpcHttpDataTarget}).
 */
final class Response implements HttpResponseMessage, HttpResponseMessage.Builder {
  private final Map<String, String> headers = new HashMap<>();
  private HttpStatusType status = HttpStatus.OK;
  private Object body;

  @Override
  public Builder status(HttpStatusType value) {
    status = value;
    return this;
  }

  @Override
  public Builder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  @Override
  public Builder body(Object value) {
    body = value;
    return this;
  }

  @Override
  public HttpResponseMessage build() {
    return this;
  }

  @Override
  public HttpStatusType getStatus() {
    return status;
  }

  @Override
  public String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public Object getBody() {
    return body;
  }

  Datum.Http datum() {
    headers.values().forEach(Objects::requireNonNull);
    return new Datum.Http(
        "", "", headers, Map.of(), Map.of(), Returned.unspecified(body), status.value());
  }
}
