package dev.portolan.provider.azure.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Who is shown a token, and which. */
class WireTest {
  private final CannedClient client = new CannedClient();
  private final List<String> scopes = new ArrayList<>();

  private Wire wire(String endpoint) {
    Login login =
        Login.of(
            request -> {
              scopes.addAll(request.getScopes());
              return Mono.just(new AccessToken("word", OffsetDateTime.now().plusHours(1)));
            });
    return new Wire(client, login, Optional.ofNullable(endpoint).map(URI::create));
  }

  private String authorization(HttpPipeline pipeline, String address) {
    client.answer(200, "{}");
    Raw.send(pipeline, new HttpRequest(HttpMethod.GET, address));
    List<HttpRequest> all = client.requests();
    return all.get(all.size() - 1).getHeaders().getValue(HttpHeaderName.AUTHORIZATION);
  }

  private void refused(HttpPipeline pipeline, String address) {
    int before = client.requests().size();
    HttpRequest request = new HttpRequest(HttpMethod.GET, address);
    assertThrows(DeployException.class, () -> Raw.send(pipeline, request), address);
    assertThrows(DeployException.class, () -> pipeline.send(request, Context.NONE).block());
    assertEquals(before, client.requests().size(), address);
    assertEquals(List.of(), scopes, "no token is even asked for");
  }

  @Test
  @DisplayName("A token goes to hosts of its cloud alone, whatever an answer names")
  void strangers() {
    Wire wire = wire(null);
    for (String address :
        List.of(
            "https://example.com/x",
            "https://management.azure.com.example.com/x",
            "http://management.azure.com/x",
            "http://127.0.0.1:9/x")) {
      refused(wire.manager(), address);
      refused(wire.publishing(), address);
      refused(wire.storage(), address);
      refused(wire.open(), address);
    }
    refused(wire.manager(), "https://s.scm.azurewebsites.net/x");
    refused(wire.publishing(), "https://s.azurewebsites.net/x");
    refused(wire.storage(), "https://management.azure.com/x");
    assertEquals(
        "Bearer word", authorization(wire.manager(), "https://eastus.management.azure.com/x"));
    assertEquals(
        "Bearer word", authorization(wire.publishing(), "https://s.scm.azurewebsites.net/x"));
    assertEquals(null, authorization(wire.open(), "https://s.azurewebsites.net/x"));
  }

  @Test
  @DisplayName("It is for the cloud that the endpoint is of")
  void scopes() {
    Wire china = wire("https://management.chinacloudapi.cn/");
    authorization(china.manager(), china.endpoint() + "/x");
    assertEquals(List.of("https://management.chinacloudapi.cn/.default"), scopes);
    scopes.clear();
    authorization(wire("http://127.0.0.1:9").manager(), "http://127.0.0.1:9/x");
    assertEquals(List.of("https://management.azure.com/.default"), scopes);
    assertThrows(DeployException.class, () -> wire("https://example.com"));
  }
}
