package dev.portolan.provider.gcp.errors;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import dev.portolan.provider.gcp.TestLogin;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Google's real clients over a transport that gives one answer to every call. */
final class CannedGoogle extends HttpTransport {
  private static final String TOKEN =
      "{\"access_token\":\"ya29.test\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";

  private Answer answer = () -> new MockLowLevelHttpResponse().setStatusCode(200);
  private Answer token = () -> json(200, TOKEN);

  /** What comes back, or why nothing does. */
  @FunctionalInterface
  interface Answer {
    LowLevelHttpResponse give() throws IOException;
  }

  void answers(Answer value) {
    answer = value;
  }

  void givesTokens(Answer value) {
    token = value;
  }

  static MockLowLevelHttpResponse json(int status, String body) {
    return new MockLowLevelHttpResponse()
        .setStatusCode(status)
        .setContentType("application/json; charset=UTF-8")
        .setContent(body);
  }

  static MockLowLevelHttpResponse page(int status) {
    return new MockLowLevelHttpResponse()
        .setStatusCode(status)
        .setContentType("text/html; charset=UTF-8")
        .setContent("<html><title>Sign in</title></html>");
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new MockLowLevelHttpRequest(url) {
      @Override
      public LowLevelHttpResponse execute() throws IOException {
        return url.contains("oauth2.example.com") ? token.give() : answer.give();
      }
    };
  }

  /** Clients that log in with a service account's key. */
  GoogleClients clients(Path directory) throws IOException {
    URI tokens = URI.create("https://oauth2.example.com/token");
    return new GoogleClients(
        this, TestLogin.open(directory, tokens, this), new Endpoints(Optional.empty()));
  }
}
