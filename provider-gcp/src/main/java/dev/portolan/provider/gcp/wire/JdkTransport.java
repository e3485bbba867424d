package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * Carries Google's clients over the JDK's one. The transport they bring stands on {@link
 * java.net.HttpURLConnection}, which sends a POST a second time when the first got no answer.
 *
 * @see <a href="https://bugs.openjdk.org/browse/JDK-6427251">sun.net.http.retryPost</a>
 */
public final class JdkTransport extends HttpTransport {
  private final HttpClient client;

  private JdkTransport(HttpClient client) {
    this.client = client;
  }

  /** Does not close the client. */
  public static JdkTransport over(HttpClient client) {
    return new JdkTransport(client);
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new JdkRequest(client, method, URI.create(url));
  }
}
