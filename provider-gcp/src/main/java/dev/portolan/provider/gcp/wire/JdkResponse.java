package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer that is here as a whole.
 *
 * <p>One of 401 does not say that it is about the token: Google's clients would ask for another and
 * send the call again, ten times. A token that ends is replaced before it does.
 *
 * @see com.google.auth.http.HttpCredentialsAdapter
 */
final class JdkResponse extends LowLevelHttpResponse {
  private static final String CHALLENGE = "www-authenticate";
  private static final int UNAUTHORIZED = 401;

  private final HttpResponse<byte[]> answer;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  JdkResponse(HttpResponse<byte[]> answer) {
    this.answer = answer;
    answer
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(v -> headers.add(Map.entry(name, v))));
    if (answer.statusCode() == UNAUTHORIZED) {
      headers.removeIf(each -> each.getKey().equalsIgnoreCase(CHALLENGE));
      headers.add(Map.entry(CHALLENGE, "Bearer realm=\"https://accounts.google.com/\""));
    }
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  public String getContentEncoding() {
    return header("content-encoding");
  }

  @Override
  public long getContentLength() {
    return answer.body().length;
  }

  @Override
  public String getContentType() {
    return header("content-type");
  }

  @Override
  public String getStatusLine() {
    return "HTTP " + answer.statusCode();
  }

  @Override
  public int getStatusCode() {
    return answer.statusCode();
  }

  @Override
  public String getReasonPhrase() {
    return "";
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.get(index).getKey();
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.get(index).getValue();
  }

  private String header(String name) {
    return answer.headers().firstValue(name).orElse(null);
  }
}
