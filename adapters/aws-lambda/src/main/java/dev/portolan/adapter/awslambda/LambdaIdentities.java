package dev.portolan.adapter.awslambda;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import dev.portolan.Identity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds who calls, as far as AWS verified it.
 *
 * <p>A request counts as AWS's own word, whoever wrote it: callers whom IAM allows {@code
 * lambda:InvokeFunction} itself, past the gateway, may write any request with any authorizer into
 * their payload. Grant that action as you would grant the function's own rights, and to no
 * integration of an API that hands over a body as the payload: only proxy integrations do not.
 */
final class LambdaIdentities {
  private LambdaIdentities() {}

  static Identity of(Map<?, ?> event, Context context) {
    return LambdaWire.isHttp(event) ? ofRequest(event) : ofDirect(context);
  }

  /** {@code requestContext.authorizer} holds {@code iam} or {@code jwt}; nothing for the public. */
  private static Identity ofRequest(Map<?, ?> event) {
    Object authorizer = ((Map<?, ?>) event.get("requestContext")).get("authorizer");
    if (!(authorizer instanceof Map)) {
      return null;
    }
    Object iam = ((Map<?, ?>) authorizer).get("iam");
    if (iam instanceof Map && ((Map<?, ?>) iam).get("userArn") instanceof String) {
      Map<String, String> claims = texts((Map<?, ?>) iam);
      claims.remove("accessKey");
      return new Identity(Identity.Kind.PLATFORM, claims.remove("userArn"), claims);
    }
    Object jwt = ((Map<?, ?>) authorizer).get("jwt");
    if (jwt instanceof Map && ((Map<?, ?>) jwt).get("claims") instanceof Map) {
      return ofToken((Map<?, ?>) ((Map<?, ?>) jwt).get("claims"));
    }
    return null;
  }

  static Identity ofToken(Map<?, ?> verified) {
    Map<String, String> claims = texts(verified);
    return new Identity(Identity.Kind.TOKEN, claims.getOrDefault("sub", ""), claims);
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boolean scalar = !(entry.getValue() instanceof Map) && entry.getValue() != null;
      if (scalar) {
        texts.put((String) entry.getKey(), entry.getValue().toString());
      }
    }
    return texts;
  }

  /** Lambda tells who invoked directly only for callers that came through Amazon Cognito. */
  private static Identity ofDirect(Context context) {
    CognitoIdentity identity = context.getIdentity();
    String id = identity == null ? null : identity.getIdentityId();
    return id == null || id.isEmpty()
        ? null
        : new Identity(
            Identity.Kind.TOKEN, id, Map.of("pool", String.valueOf(identity.getIdentityPoolId())));
  }
}
