package dev.portolan.provider.aws;

import dev.portolan.deploy.model.PhysicalName;
import java.util.List;
import java.util.Optional;

/**
 * One statement of an alias's policy. Its id is made of its content, so that a statement that is
 * there is the one that is meant, and adding it twice changes nothing.
 */
record Permission(
    String action, String principal, Optional<String> sourceArn, boolean urlAuth, boolean viaUrl) {
  private static final String PREFIX = "portolan-";

  /** Lets one HTTP API call the function. */
  static Permission api(String sourceArn) {
    return new Permission(
        "lambda:InvokeFunction", "apigateway.amazonaws.com", Optional.of(sourceArn), false, false);
  }

  /** Lets one topic call the function. */
  static Permission topic(String topicArn) {
    return new Permission(
        "lambda:InvokeFunction", "sns.amazonaws.com", Optional.of(topicArn), false, false);
  }

  /**
   * Lets anyone call the function through its URL. "Starting in October 2025, new function URLs
   * will require both lambda:InvokeFunctionUrl and lambda:InvokeFunction permissions"; without the
   * second, calls are answered 403.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Control access to
   *     Lambda function URLs</a>
   */
  static List<Permission> openUrl() {
    return List.of(
        new Permission("lambda:InvokeFunctionUrl", "*", Optional.empty(), true, false),
        new Permission("lambda:InvokeFunction", "*", Optional.empty(), false, true));
  }

  /** Whether a statement's id is one that we make; others are left alone. */
  static boolean ours(String id) {
    return id.matches(PREFIX + "[0-9a-f]{8}");
  }

  String id() {
    return PREFIX
        + PhysicalName.hash(action + "|" + principal + "|" + sourceArn + "|" + urlAuth + viaUrl);
  }
}
