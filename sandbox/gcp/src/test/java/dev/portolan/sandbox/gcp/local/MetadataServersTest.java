package dev.portolan.sandbox.gcp.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.gcp.oauth.Keys;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An instance has the tokens of its own account, and asks for them as only it can. */
class MetadataServersTest {
  private final Tokens tokens =
      new Tokens(Keys.shared(), InstantSource.system(), email -> !email.startsWith("gone@"));

  private static HttpResponse<String> get(String host, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://" + host + "/computeMetadata/v1/instance/service-accounts/" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void eachAccountHasItsOwn() throws Exception {
    String[] flavor = {"Metadata-Flavor", "Google"};
    try (MetadataServers servers = new MetadataServers(tokens)) {
      String one = servers.host("one@p");
      assertEquals(one, servers.host("one@p"));
      assertNotEquals(one, servers.host("two@p"));
      HttpResponse<String> token = get(one, "default/token", flavor);
      assertEquals(200, token.statusCode());
      assertEquals("Google", token.headers().firstValue("Metadata-Flavor").orElse(""));
      String given = token.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
      assertEquals(Optional.of("one@p"), tokens.holder(given));
      assertTrue(token.body().contains("\"expires_in\":3599"), token.body());
      assertEquals("one@p", get(one, "default/email", flavor).body());
      assertEquals(404, get(one, "other/token", flavor).statusCode());
      assertEquals(403, get(one, "default/token").statusCode());
      String[] forwarded = {"Metadata-Flavor", "Google", "X-Forwarded-For", "1.2.3.4"};
      assertEquals(403, get(one, "default/token", forwarded).statusCode());
      assertEquals(404, get(servers.host("gone@p"), "default/token", flavor).statusCode());
    }
  }
}
