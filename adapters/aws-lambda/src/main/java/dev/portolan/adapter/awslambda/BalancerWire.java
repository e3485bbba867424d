package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.codec.JsonWriter;
import java.util.Map;

/**
 * What an Application Load Balancer sends to a function in its target group, and reads.
 *
 * <p>https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html. The
 * target group has multi-value headers or has not: "You must use multiValueHeaders if you have
 * enabled multi-value headers and headers otherwise." Where it has not, a request brings the last
 * value of each name, and a response sets one cookie. A health check is a request as any other.
 */
final class BalancerWire implements GatewayWire {
  /**
   * The longest answer, in bytes.
   *
   * <p>"The maximum size of the response JSON that the Lambda function can send is 1 MB." Which
   * megabyte is not said: the smaller one. Beyond, the load balancer says 502, and no log says why
   * (https://github.com/aws-powertools/powertools-lambda-python/issues/8352).
   */
  static final int MAX_RESPONSE = 1_000_000;

  private final Map<?, ?> event;
  private final boolean lists;

  BalancerWire(Map<?, ?> event) {
    this.event = event;
    this.lists = event.get("multiValueHeaders") instanceof Map;
  }

  /**
   * The request; its path and query are as they were sent: "If the query parameters are
   * URL-encoded, the load balancer does not decode them."
   */
  @Override
  public HttpRequest request() {
    return HttpRequest.of(
            (String) event.get("httpMethod"),
            (String) event.get("path"),
            MultiValues.query(event, false))
        .withHeaders(MultiValues.headers(event))
        .withBody(LambdaWire.body(event));
  }

  /** What a load balancer knows of a user stands in headers, which anybody can send as well. */
  @Override
  public Identity identity() {
    return null;
  }

  @Override
  public String problem(Fields headers) {
    return lists || headers.all("set-cookie").size() < 2
        ? null
        : "the response sets two cookies, and the load balancer carries one as long as"
            + " lambda.multi_value_headers.enabled is off in its target group: turn it on";
  }

  /** With the description that older load balancers ask for: "200 OK". */
  @Override
  public byte[] answer(HttpResponse response) {
    int status = response.status();
    JsonWriter json = new JsonWriter().raw("{\"statusCode\":").value(status);
    json.raw(",\"statusDescription\":").string(status + " " + Reasons.of(status));
    MultiValues.write(json, response.headers(), lists);
    return LambdaWire.withBody(json, response);
  }

  @Override
  public int longest() {
    return MAX_RESPONSE;
  }
}
