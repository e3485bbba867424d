package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The policies of the role we make: no action and no resource that the function does not need. */
final class Policies {
  /** The name of the one inline policy. */
  static final String INLINE = "portolan";

  /** What a table's stream is read with. */
  static final List<String> READS =
      List.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams");

  private static final String VERSION = "2012-10-17";

  private Policies() {}

  /** Only Lambda may become this role. */
  static JsonNode trust() {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    statement.putObject("Principal").put("Service", "lambda.amazonaws.com");
    statement.put("Action", "sts:AssumeRole");
    return document(List.of(statement));
  }

  /**
   * Only the Scheduler may become this role, and only for one function's schedule.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html">Confused
   *     deputy prevention</a>
   */
  static JsonNode scheduleTrust(Place place, String group) {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    statement.putObject("Principal").put("Service", "scheduler.amazonaws.com");
    statement.put("Action", "sts:AssumeRole");
    statement
        .putObject("Condition")
        .putObject("StringEquals")
        .put("aws:SourceAccount", place.account())
        .put("aws:SourceArn", place.scheduleGroupArn(group));
    return document(List.of(statement));
  }

  /** One function or alias may be called, and nothing else done. */
  static JsonNode invoke(String arn) {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    statement.put("Action", "lambda:InvokeFunction").put("Resource", arn);
    return document(List.of(statement));
  }

  /**
   * Log writing in the function's own group, the secrets it refers to, and what it asks for itself.
   *
   * <p>{@code logs:CreateLogGroup} is left out on purpose: with it, a last invocation makes a
   * deleted group again.
   */
  static JsonNode permissions(
      String logGroupArn, Collection<String> secretArns, List<JsonNode> own) {
    List<String> writes = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    ObjectNode logs = allow(writes, logGroupArn + ":*");
    ObjectNode document = document(List.of(logs));
    ArrayNode statements = (ArrayNode) document.get("Statement");
    if (!secretArns.isEmpty()) {
      ObjectNode secrets = statements.addObject().put("Effect", "Allow");
      secrets.put("Action", "secretsmanager:GetSecretValue");
      ArrayNode resources = secrets.putArray("Resource");
      secretArns.forEach(resources::add);
    }
    own.forEach(statements::add);
    return document;
  }

  /**
   * What Lambda takes messages from a queue with, in the role's name, and the function hides one
   * that shall come again after a delay.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Execution
   *     role permissions</a>
   */
  static JsonNode takes(String queueArn) {
    return allow(
        List.of(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ChangeMessageVisibility"),
        queueArn);
  }

  /**
   * What Lambda reads a table's streams with, in the role's name: one that is turned off and on
   * again is another.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-read-stream-only.html">Read
   *     access for a DynamoDB stream only</a>
   */
  static JsonNode reads(String tableArn) {
    return allow(READS, tableArn + "/stream/*");
  }

  /** Messages may be sent to one queue, and nothing else done. */
  static JsonNode sends(String queueArn) {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    return statement.put("Action", "sqs:SendMessage").put("Resource", queueArn);
  }

  /**
   * The objects of a bucket may be read. "If you don't have the s3:ListBucket permission, Amazon S3
   * returns an HTTP status code 403 ("access denied") error" for one that is not there.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  static List<JsonNode> readsObjects(Place place, String bucket) {
    String arn = place.bucketArn(bucket);
    ObjectNode get = Json.object().put("Effect", "Allow").put("Action", "s3:GetObject");
    ObjectNode list = Json.object().put("Effect", "Allow").put("Action", "s3:ListBucket");
    return List.of(
        ofAccount(place, get.put("Resource", arn + "/*")),
        ofAccount(place, list.put("Resource", arn)));
  }

  /** Objects may be stored in a bucket, and removed from it. */
  static JsonNode storesObjects(Place place, String bucket) {
    List<String> actions = List.of("s3:PutObject", "s3:DeleteObject");
    return ofAccount(place, allow(actions, place.bucketArn(bucket) + "/*"));
  }

  /**
   * As long as the bucket is the account's: its ARN names none, and once it is deleted anybody may
   * take its name.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Condition
   *     keys for Amazon S3</a>
   */
  private static JsonNode ofAccount(Place place, ObjectNode statement) {
    statement
        .putObject("Condition")
        .putObject("StringEquals")
        .put("s3:ResourceAccount", place.account());
    return statement;
  }

  /** A statement that lets all of this be done to one resource. */
  static ObjectNode allow(List<String> actions, String resource) {
    ObjectNode statement = Json.object().put("Effect", "Allow");
    actions.forEach(statement.putArray("Action")::add);
    return statement.put("Resource", resource);
  }

  /** The actions of a statement, of which there may be one or an array. */
  static List<String> actions(JsonNode statement) {
    JsonNode action = statement.path("Action");
    List<String> actions = new ArrayList<>();
    if (action.isTextual()) {
      actions.add(action.textValue());
    }
    action.forEach(each -> actions.add(each.asText()));
    return actions;
  }

  /** The same document with more statements. */
  static JsonNode with(JsonNode document, Collection<JsonNode> more) {
    ObjectNode wider = document.deepCopy();
    more.forEach(wider.withArrayProperty("Statement")::add);
    return wider;
  }

  private static ObjectNode document(List<ObjectNode> statements) {
    ObjectNode document = Json.object().put("Version", VERSION);
    document.putArray("Statement").addAll(statements);
    return document;
  }
}
