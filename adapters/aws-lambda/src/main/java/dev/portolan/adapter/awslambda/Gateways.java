package dev.portolan.adapter.awslambda;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.Invoker;
import java.util.Map;

/**
 * Requests of gateways that write another payload than format 2.0: of REST APIs, of HTTP APIs in
 * format 1.0, and of Application Load Balancers.
 *
 * <p>They are told apart by members of the payload and of its {@code requestContext} that are there
 * or not. A caller writes none of these: what it sends stands below headers, query and body.
 *
 * <p>Nothing compared path and method with the route that the deployer knows, so it is done here.
 * Loaded when the first of them comes, not before.
 */
final class Gateways {
  private Gateways() {}

  /** The answer to such a request; {@code null} if this is none. */
  static byte[] answer(Map<?, ?> event, Invoker invoker, LambdaCall call) {
    GatewayWire wire = wire(event, (Map<?, ?>) event.get("requestContext"));
    if (wire == null) {
      return null;
    }
    HttpRequest request;
    try {
      request = wire.request();
    } catch (RuntimeException malformed) {
      return wire.answer(Refusals.badRequest(call.id(), malformed));
    }
    HttpResponse response = invoker.http(request, false, new GatewayCall(wire, request, call));
    String problem = wire.problem(response.headers());
    if (problem != null) {
      return wire.answer(Refusals.cannotBeSent(call.id(), problem));
    }
    byte[] answer = wire.answer(response);
    return answer.length <= wire.longest()
        ? answer
        : wire.answer(Refusals.tooLong(call.id(), answer.length, wire.longest()));
  }

  private static GatewayWire wire(Map<?, ?> event, Map<?, ?> context) {
    if (context.get("elb") instanceof Map) {
      return new BalancerWire(event);
    }
    Object version = event.get("version");
    boolean ofApi =
        event.get("httpMethod") instanceof String
            && context.containsKey("stage")
            && !context.containsKey("connectionId")
            && !isQuestion(event)
            && (version == null || version.equals("1.0"));
    return ofApi ? new ProxyWire(event) : null;
  }

  /**
   * Whether an authorizer is asked: a request's payload with the ARN of what it is for, in format
   * 1.0 of a method, in 2.0 of a route.
   *
   * <p>https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   */
  static boolean isQuestion(Map<?, ?> event) {
    return event.containsKey("methodArn") || event.containsKey("routeArn");
  }
}
