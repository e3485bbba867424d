package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What instances ask for tokens of the account that they run as, a server for each account.
 *
 * @see <a href="https://cloud.google.com/run/docs/container-contract#metadata-server">the metadata
 *     server</a>
 */
final class MetadataServers implements AutoCloseable {
  private static final String FLAVOR = "Metadata-Flavor";
  private static final String ACCOUNT = "/computeMetadata/v1/instance/service-accounts/default/";
  private static final int LIFE_SECONDS = 3599;

  private final Tokens tokens;
  private final Map<String, LoopbackServer> servers = new HashMap<>();

  MetadataServers(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Host and port of an account's, as {@code GCE_METADATA_HOST} has it. */
  synchronized String host(String account) throws IOException {
    LoopbackServer server = servers.get(account);
    if (server == null) {
      server = LoopbackServer.open(0, "gcp-metadata", request -> answer(account, request));
      servers.put(account, server);
    }
    return "127.0.0.1:" + server.port();
  }

  private WireResponse answer(String account, WireRequest request) {
    Optional<String> flavor = request.headers().first(FLAVOR);
    if (flavor.filter("Google"::equals).isEmpty()
        || request.headers().first("X-Forwarded-For").isPresent()) {
      return answer(403, "text/html", "Missing Metadata-Flavor:Google header.");
    }
    if (!request.method().equals("GET") || !tokens.serves(account)) {
      return answer(404, "text/html", "not found");
    }
    return switch (request.path()) {
      case ACCOUNT + "email" -> answer(200, "application/text", account);
      case ACCOUNT + "token" ->
          answer(
              200,
              "application/json",
              JsonNodeFactory.instance
                  .objectNode()
                  .put("access_token", tokens.access(account))
                  .put("expires_in", LIFE_SECONDS)
                  .put("token_type", "Bearer")
                  .toString());
      default -> answer(404, "text/html", "not found");
    };
  }

  private static WireResponse answer(int status, String type, String body) {
    WireHeaders headers = WireHeaders.of(FLAVOR, "Google").with("Content-Type", type);
    return new WireResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void close() {
    servers.values().forEach(LoopbackServer::close);
    servers.clear();
  }
}
