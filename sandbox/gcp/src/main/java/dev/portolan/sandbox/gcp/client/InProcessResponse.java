package dev.portolan.sandbox.gcp.client;

import com.google.api.client.http.LowLevelHttpResponse;
import dev.portolan.sandbox.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;

/** A response as the transport's callers read it. */
final class InProcessResponse extends LowLevelHttpResponse {
  private final WireResponse response;
  private final List<Map.Entry<String, String>> fields;

  InProcessResponse(WireResponse response) {
    this.response = response;
    this.fields =
        response.headers().asMap().entrySet().stream()
            .flatMap(
                field ->
                    field.getValue().stream()
                        .<Map.Entry<String, String>>map(
                            value -> new SimpleImmutableEntry<>(field.getKey(), value)))
            .toList();
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(response.body());
  }

  @Override
  public String getContentEncoding() {
    return response.headers().first("Content-Encoding").orElse(null);
  }

  @Override
  public long getContentLength() {
    return response.body().length;
  }

  @Override
  public String getContentType() {
    return response.headers().first("Content-Type").orElse(null);
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 " + response.status();
  }

  @Override
  public int getStatusCode() {
    return response.status();
  }

  @Override
  public String getReasonPhrase() {
    return "";
  }

  @Override
  public int getHeaderCount() {
    return fields.size();
  }

  @Override
  public String getHeaderName(int index) {
    return fields.get(index).getKey();
  }

  @Override
  public String getHeaderValue(int index) {
    return fields.get(index).getValue();
  }
}
