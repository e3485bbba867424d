package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Service;
import com.google.iam.v1.Policy;
import com.sun.net.httpserver.Headers;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether who calls a service may.
 *
 * @see <a href="https://cloud.google.com/run/docs/authenticating/service-to-service">callers</a>
 */
final class InvokerCheck {
  static final String HEADER = "X-Serverless-Authorization";
  private static final String ROLE = "roles/run.invoker";

  private final Tokens tokens;

  InvokerCheck(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The page and the challenge for one who may not; empty for one who may. */
  Optional<Refusal> refusal(ObjectNode tree, Service service, Headers headers, String path) {
    List<Policy> policies = new ArrayList<>();
    RunState.POLICIES.find(tree, service.getName()).ifPresent(policies::add);
    policies.addAll(Policies.PROJECT.list(tree, ""));
    if (service.getInvokerIamDisabled() || has(policies, "allUsers")) {
      return Optional.empty();
    }
    String field = headers.getFirst(headers.containsKey(HEADER) ? HEADER : "Authorization");
    if (field == null || !field.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(new Refusal(Page.forbidden(path), "Bearer"));
    }
    Optional<JsonNode> claims =
        tokens
            .claims(field.substring(7).strip())
            .filter(each -> isAudience(service, each.path("aud").asText()));
    if (claims.isEmpty()) {
      return Optional.of(
          new Refusal(
              Page.unauthorized(path),
              "Bearer error=\"invalid_token\" error_description=\"The access token could not be"
                  + " verified\""));
    }
    String email = claims.get().path("email").asText();
    boolean may =
        email.equals(Project.DEPLOYER)
            || has(policies, "serviceAccount:" + email)
            || has(policies, "allAuthenticatedUsers");
    return may
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Page.forbidden(path),
                "Bearer error=\"insufficient_scope\" error_description=\"The access token does not"
                    + " have the required scope\""));
  }

  /**
   * A refused call.
   *
   * @param challenge what {@code WWW-Authenticate} says
   */
  record Refusal(Page page, String challenge) {}

  private static boolean has(List<Policy> policies, String member) {
    return policies.stream()
        .flatMap(policy -> policy.getBindingsList().stream())
        .anyMatch(each -> Policies.grants(each, ROLE, member));
  }

  private static boolean isAudience(Service service, String audience) {
    String plain = audience.replaceFirst("/$", "");
    return plain.equals(service.getUri())
        || service.getUrlsList().contains(plain)
        || service.getCustomAudiencesList().contains(audience);
  }
}
