package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.codec.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Payload format 1.0, in which REST APIs call through a Lambda proxy integration, and HTTP APIs if
 * they are asked to.
 *
 * <p>https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
 * The first writes no {@code version}, the second "1.0". Not promised: that bytes which are no text
 * get through a REST API whose binary media types do not include all, {@code *}{@code /*}.
 */
final class ProxyWire implements GatewayWire {
  private final Map<?, ?> event;
  private final Map<?, ?> context;

  ProxyWire(Map<?, ?> event) {
    this.event = event;
    this.context = (Map<?, ?>) event.get("requestContext");
  }

  @Override
  public HttpRequest request() {
    return HttpRequest.of((String) event.get("httpMethod"), path(), MultiValues.query(event, true))
        .withHeaders(MultiValues.headers(event))
        .withBody(LambdaWire.body(event));
  }

  private boolean isOfHttpApi() {
    return event.get("version") != null;
  }

  /**
   * The path, percent-encoded, without stage and base path.
   *
   * <p>A REST API leaves out its stage but behind a domain of one's own, where the base path of a
   * mapping is there too (https://github.com/localstack/localstack/pull/12296, which recorded all
   * four); an HTTP API has a named stage in it
   * (https://github.com/dougmoscrop/serverless-http/pull/143). So what the API's own resource took
   * is the path, and what stands before that is not. A REST API hands the path over as it was sent,
   * an HTTP API decoded, in this format too (https://github.com/middleapi/standard-server/pull/93).
   */
  private String path() {
    String path = (String) event.get("path");
    String own = LambdaWire.withoutStage(path, (String) context.get("stage"));
    String taken = taken();
    if ("/".equals(taken)) {
      own = isOfHttpApi() ? own : "/";
    } else if (taken != null && path.endsWith(taken)) {
      own = taken;
    } else if (taken != null && path.endsWith(taken + "/")) {
      own = taken + "/";
    }
    return isOfHttpApi() ? PathEncoding.encode(own) : own;
  }

  /** The resource with what its variables matched; {@code null} if that cannot be told. */
  private String taken() {
    String resource = (String) event.get("resource");
    if (resource == null || !resource.startsWith("/")) {
      return null;
    }
    Map<?, ?> matched = Members.optionalObject(event, "pathParameters");
    StringBuilder taken = new StringBuilder();
    int end = 0;
    for (int open = resource.indexOf('{'); open >= 0; open = resource.indexOf('{', end)) {
      int close = resource.indexOf('}', open);
      if (close < 0) {
        return null;
      }
      boolean greedy = resource.charAt(close - 1) == '+';
      Object value = matched.get(resource.substring(open + 1, greedy ? close - 1 : close));
      if (!(value instanceof String)) {
        return null;
      }
      taken.append(resource, end, open).append((String) value);
      end = close + 1;
    }
    return taken.append(resource, end, resource.length()).toString();
  }

  /**
   * Callers whom IAM let in, under the names that format 2.0 gives to what is known of them; or the
   * claims of a token that a user pool or an HTTP API's own authorizer checked.
   *
   * <p>What a Lambda authorizer says is for nobody. A REST API lets none say an object ("Notice
   * that you cannot set a JSON object or array as a valid value of any key in the context map.",
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html);
   * an HTTP API writes {@code scopes} beside the claims of its own, and a Lambda authorizer that
   * writes both is not told from it.
   */
  @Override
  public Identity identity() {
    Object known = context.get("identity");
    if (known instanceof Map && ((Map<?, ?>) known).get("userArn") instanceof String) {
      return ofIam((Map<?, ?>) known);
    }
    Object authorizer = context.get("authorizer");
    if (!(authorizer instanceof Map) || !isOfToken((Map<?, ?>) authorizer)) {
      return null;
    }
    return LambdaIdentities.ofToken((Map<?, ?>) ((Map<?, ?>) authorizer).get("claims"));
  }

  private boolean isOfToken(Map<?, ?> authorizer) {
    return authorizer.get("claims") instanceof Map
        && !authorizer.containsKey("principalId")
        && (!isOfHttpApi() || authorizer.containsKey("scopes"));
  }

  private static Identity ofIam(Map<?, ?> known) {
    Map<String, String> claims = new LinkedHashMap<>();
    String[] names = {
      "accountId",
      "accountId",
      "caller",
      "callerId",
      "principalOrgId",
      "principalOrgId",
      "user",
      "userId"
    };
    for (int i = 0; i < names.length; i += 2) {
      if (known.get(names[i]) instanceof String) {
        claims.put(names[i + 1], (String) known.get(names[i]));
      }
    }
    return new Identity(Identity.Kind.PLATFORM, (String) known.get("userArn"), claims);
  }

  @Override
  public String problem(Fields headers) {
    return null;
  }

  @Override
  public byte[] answer(HttpResponse response) {
    JsonWriter json = new JsonWriter().raw("{\"statusCode\":").value(response.status());
    MultiValues.write(json, response.headers(), true);
    return LambdaWire.withBody(json, response);
  }

  /** API Gateway takes 10 MB, Lambda sends less. */
  @Override
  public int longest() {
    return LambdaWire.MAX_RESPONSE;
  }
}
