package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of an HTTP API checks tokens. Functions that take the same share one, since an API has ten;
 * its name is made of what it checks.
 *
 * <p>What a function takes stands in a variable of its own, which each version keeps: so a rollback
 * knows it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">Control
 *     access to HTTP APIs with JWT authorizers</a>
 */
record Authorizer(String issuer, List<String> audiences) {
  /** The only place that we have tokens taken from; with {@code Bearer} before them or without. */
  static final String SOURCE = "$request.header.Authorization";

  static final String VARIABLE = "PORTOLAN_JWT";
  private static final String PREFIX = "portolan-";

  Authorizer {
    audiences = audiences.stream().sorted().toList();
  }

  static Authorizer of(Jwt jwt) {
    return new Authorizer(jwt.issuer(), jwt.audiences());
  }

  /** Whether a name is one that we have given. */
  static boolean ours(String name) {
    return name.startsWith(PREFIX);
  }

  String name() {
    return PREFIX + PhysicalName.hash(issuer + "\n" + String.join("\n", audiences));
  }

  /** For people. */
  String shown() {
    return "authorizer " + name() + " for tokens of " + issuer;
  }

  /** The tokens that a function takes; all its routes take the same. */
  static Optional<Jwt> taken(FunctionSpec spec) {
    return spec.triggers(Trigger.Http.class)
        .filter(http -> http.access() != Trigger.Access.PUBLIC)
        .flatMap(http -> http.jwt().stream())
        .findFirst();
  }

  /** What the variable says. */
  static String text(Jwt jwt) {
    ObjectNode value = Json.object();
    value.put("issuer", jwt.issuer());
    jwt.audiences().forEach(value.putArray("audiences")::add);
    jwt.scopes().forEach(value.putArray("scopes")::add);
    return value.toString();
  }

  /** What it says in an environment; empty if it is not there, or is nothing of ours. */
  static Optional<Jwt> read(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .flatMap(Json::read)
        .map(
            told ->
                new Jwt(
                    told.path("issuer").asText(),
                    texts(told.path("audiences")),
                    texts(told.path("scopes"))));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
