package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.model.PhysicalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One statement of an alias's policy. Its id is made of its content, so that a statement that is
 * there is the one that is meant, and adding it twice changes nothing.
 */
record Permission(
    String action,
    String principal,
    Optional<String> sourceArn,
    Optional<String> sourceAccount,
    boolean urlAuth,
    boolean viaUrl) {
  private static final String INVOKE = "lambda:InvokeFunction";
  private static final String PREFIX = "portolan-";

  /** Lets one HTTP API call the function. */
  static Permission api(String sourceArn) {
    return source("apigateway.amazonaws.com", sourceArn, Optional.empty());
  }

  /** Lets one topic call the function. */
  static Permission topic(String topicArn) {
    return source("sns.amazonaws.com", topicArn, Optional.empty());
  }

  /** Lets one rule of an event bus call the function. */
  static Permission rule(String ruleArn) {
    return source("events.amazonaws.com", ruleArn, Optional.empty());
  }

  /**
   * Lets one bucket call the function. "It is possible for an Amazon S3 bucket to be deleted by its
   * owner and recreated by another account", under the same ARN.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission</a>
   */
  static Permission bucket(String bucketArn, String account) {
    return source("s3.amazonaws.com", bucketArn, Optional.of(account));
  }

  private static Permission source(String principal, String arn, Optional<String> account) {
    return new Permission(INVOKE, principal, Optional.of(arn), account, false, false);
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
        new Permission(
            "lambda:InvokeFunctionUrl", "*", Optional.empty(), Optional.empty(), true, false),
        new Permission(INVOKE, "*", Optional.empty(), Optional.empty(), false, true));
  }

  /**
   * Whether a statement lets somebody call the function directly, with whatever payload. Actions
   * are {@code lambda:[*]|lambda:[a-zA-Z]+|[*]}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission</a>
   */
  static boolean invokes(JsonNode statement) {
    String action = statement.path("Action").asText();
    return statement.path("Effect").asText().equals("Allow")
        && List.of(INVOKE, "lambda:*", "*").contains(action)
        && !statement.at("/Condition/Bool").has("lambda:InvokedViaFunctionUrl");
  }

  /** Whom a statement means, in words. */
  static String caller(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    String who = principal.isTextual() ? principal.asText() : values(principal);
    String source = values(statement.at("/Condition/ArnLike"));
    String shown = who.equals("*") ? "anyone" : who;
    return source.isEmpty() ? shown : shown + " (" + source + ")";
  }

  private static String values(JsonNode object) {
    List<String> all = new ArrayList<>();
    object.elements().forEachRemaining(value -> all.add(value.asText(value.toString())));
    return String.join(", ", all);
  }

  /** Whether a statement's id is one that we make; others are left alone. */
  static boolean ours(String id) {
    return id.matches(PREFIX + "[0-9a-f]{8}");
  }

  String id() {
    String from = principal + "|" + sourceArn + sourceAccount.map(of -> "|" + of).orElse("");
    return PREFIX + PhysicalName.hash(action + "|" + from + "|" + urlAuth + viaUrl);
  }
}
