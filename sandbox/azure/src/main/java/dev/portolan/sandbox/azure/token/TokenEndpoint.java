package dev.portolan.sandbox.azure.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The endpoints from which an app of App Service, and a machine, get their tokens; the deployer is
 * a machine here, or an app that is no site.
 *
 * <p>https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 *
 * <p>https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
public final class TokenEndpoint {
  public static final String PATH = "/msi/token";

  private static final String VERSION = "2019-08-01";
  private static final String MACHINES = "/metadata/identity/oauth2/token";
  private static final String MACHINES_HOST = "169.254.169.254";
  private static final String MACHINES_VERSION = "2018-02-01";

  private final Tokens tokens;
  private final Supplier<Instant> clock;
  private final String secret;
  private final Apps apps;

  /** Asks of its callers that they know the secret, or are apps that know their own. */
  public TokenEndpoint(Tokens tokens, Supplier<Instant> clock, String secret, Apps apps) {
    this.tokens = tokens;
    this.clock = clock;
    this.secret = secret;
    this.apps = apps;
  }

  /** Whether a request is for it. */
  public static boolean takes(WireRequest request) {
    return request.path().equals(PATH) || request.path().equals(MACHINES);
  }

  public WireResponse handle(WireRequest request) {
    boolean machine = request.path().equals(MACHINES);
    String version = machine ? MACHINES_VERSION : VERSION;
    if (!request.method().equals("GET") || !parameter(request, "api-version").equals(version)) {
      return refusal(400, "the endpoint takes GET with api-version=" + version);
    }
    if (machine && request.headers().first("Metadata").filter("true"::equals).isEmpty()) {
      return refusal(400, "Required metadata header not specified");
    }
    Optional<String> word = request.headers().first("X-IDENTITY-HEADER");
    Optional<String> app = machine ? Optional.empty() : word.flatMap(apps::site);
    boolean known = word.filter(secret::equals).isPresent() || app.isPresent();
    // the machine's own address leads nowhere else; one on loopback is open to every web page
    boolean own = request.headers().first("Host").filter(MACHINES_HOST::equals).isPresent();
    if (!known && !(machine && own)) {
      return refusal(401, "the value of X-IDENTITY-HEADER is not the one of IDENTITY_HEADER");
    }
    String resource = parameter(request, "resource");
    if (resource.isEmpty()) {
      return refusal(400, "the parameter resource is missing");
    }
    String client = parameter(request, "client_id");
    Optional<String> principal =
        app.isEmpty()
            ? Optional.of(Caller.DEPLOYER)
            : app.flatMap(site -> apps.principal(site, client));
    if (principal.isEmpty()) {
      return refusal(
          400,
          "No User Assigned or Delegated Managed Identity found for specified"
              + " ClientId/ResourceId/PrincipalId.");
    }
    long lives = Tokens.LIFE.toSeconds();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", tokens.access(principal.get(), resource))
        .put("expires_on", String.valueOf(clock.get().getEpochSecond() + lives))
        .put("expires_in", String.valueOf(lives))
        .put("resource", resource)
        .put("token_type", "Bearer")
        .put("client_id", app.isEmpty() ? Caller.DEPLOYER : client);
    return Answers.ok(body);
  }

  private static String parameter(WireRequest request, String name) {
    return String.join("", request.parameters().getOrDefault(name, List.of()));
  }

  private static WireResponse refusal(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("statusCode", status).put("message", message);
    return Answers.json(status, body);
  }
}
