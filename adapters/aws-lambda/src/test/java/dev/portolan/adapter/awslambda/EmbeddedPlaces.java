package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.runtime.Outbound;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.protocol.Identity;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The embedded AWS behind a socket, with a queue {@code to-pack} and a bucket {@code photos}. */
final class EmbeddedPlaces implements OutboundContract.Platform {
  private static final String REGION = EmbeddedAws.REGION;
  private static final String QUEUES =
      "https://sqs." + REGION + ".amazonaws.com/" + EmbeddedAws.ACCOUNT + "/";

  private static final String VERSION = "&Version=2010-05-08";
  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}";
  private static final String TRUST =
      POLICY.formatted(
          "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
              + "\"Action\":\"sts:AssumeRole\"}");

  /** What the deployer gives a function that sends to a queue. */
  static final String SENDS =
      "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":"
          + "\"arn:aws:sqs:us-east-1:123456789012:%s\"}";

  private static final String OURS =
      ",\"Condition\":{\"StringEquals\":{\"s3:ResourceAccount\":\"123456789012\"}}}";

  /** What it gives one that reads. */
  static final String READS =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::photos/*\""
          + OURS;

  static final String LISTS =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::photos\""
          + OURS;

  /** What it gives one that stores. */
  static final String STORES =
      "{\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\",\"s3:DeleteObject\"],"
          + "\"Resource\":\"arn:aws:s3:::photos/*\""
          + OURS;

  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final LoopbackServer server;
  private final Map<String, String> account = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final String queue;

  EmbeddedPlaces(String queue) throws Exception {
    this.server = LoopbackServer.open(0, "aws", aws);
    this.queue = queue;
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_ENDPOINT_URL", server.url());
    account.putAll(environment);
    account.put("AWS_ACCESS_KEY_ID", EmbeddedAws.ACCESS_KEY_ID);
    account.put("AWS_SECRET_ACCESS_KEY", aws.secretAccessKey());
    String ordered = queue.endsWith(".fifo") ? ",\"Attributes\":{\"FifoQueue\":\"true\"}" : "";
    sqs("CreateQueue", "{\"QueueName\":\"" + queue + "\"" + ordered + "}");
    AwsCalls s3 = new AwsCalls(account, "s3", "AWS_ENDPOINT_URL_S3", null, 10_000);
    URI bucket = URI.create(s3.ownEndpoint() + bucket());
    s3.call(new AwsRequest("PUT", bucket, Map.of(), new byte[0]), REGION);
    iam("Action=CreateRole&RoleName=f&AssumeRolePolicyDocument=", TRUST);
    become(SENDS.formatted(queue), READS, LISTS, STORES);
  }

  /** Lets the function's role do this and no more, and gives the function new keys of it. */
  void become(String... statements) throws Exception {
    String policy = POLICY.formatted(String.join(",", statements));
    iam("Action=PutRolePolicy&RoleName=f&PolicyName=portolan&PolicyDocument=", policy);
    Identity identity = aws.assume("arn:aws:iam::" + EmbeddedAws.ACCOUNT + ":role/f");
    environment.put("AWS_ACCESS_KEY_ID", identity.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", identity.secretKey());
    environment.put("AWS_SESSION_TOKEN", identity.sessionToken().orElseThrow());
  }

  private void iam(String form, String document) throws Exception {
    AwsCalls calls = new AwsCalls(account, "iam", "AWS_ENDPOINT_URL_IAM", null, 10_000);
    String body = form + URLEncoder.encode(document, StandardCharsets.UTF_8) + VERSION;
    Map<String, String> headers =
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    AwsRequest request = new AwsRequest("POST", calls.ownEndpoint(), headers, bytes);
    AwsAnswer answer = calls.call(request, REGION);
    if (answer.status() != 200) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  EmbeddedAws aws() {
    return aws;
  }

  /** The variables of the function, its keys among them. */
  Map<String, String> environment() {
    return environment;
  }

  static boolean sends(CallRecord call) {
    return call.operation().equals("SendMessage");
  }

  @Override
  public Outbound outbound() {
    return AwsOutbound.of(environment, null);
  }

  @Override
  public String queue() {
    return QUEUES + queue;
  }

  @Override
  public String bucket() {
    return "photos";
  }

  @Override
  public String missingBucket() {
    return "nowhere";
  }

  private Map<?, ?> sqs(String action, String body) throws Exception {
    AwsCalls calls = new AwsCalls(account, "sqs", "AWS_ENDPOINT_URL_SQS", null, 10_000);
    return calls
        .send(
            URI.create("http://unused/"), "AmazonSQS." + action, REGION, new JsonWriter().raw(body))
        .document("SQS");
  }

  /** As they are received, and taken off the queue for a time. */
  List<Map<?, ?>> received() throws Exception {
    Map<?, ?> answer =
        sqs(
            "ReceiveMessage",
            "{\"QueueUrl\":\""
                + queue()
                + "\",\"MaxNumberOfMessages\":10,\"AttributeNames\":[\"All\"],"
                + "\"MessageAttributeNames\":[\"All\"]}");
    List<Map<?, ?>> messages = new ArrayList<>();
    Members.optionalList(answer, "Messages").forEach(each -> messages.add((Map<?, ?>) each));
    return messages;
  }

  @Override
  public void deliver(FunctionUnderTest function) throws Exception {
    List<Object> records = new ArrayList<>();
    for (Map<?, ?> message : received()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("messageId", message.get("MessageId"));
      record.put("body", message.get("Body"));
      record.put("attributes", message.get("Attributes"));
      Map<String, Object> attributes = new LinkedHashMap<>();
      Members.optionalObject(message, "MessageAttributes")
          .forEach((name, value) -> attributes.put((String) name, delivered((Map<?, ?>) value)));
      record.put("messageAttributes", attributes);
      record.put("eventSource", "aws:sqs");
      record.put("eventSourceARN", "arn:aws:sqs:eu-west-1:123456789012:" + queue);
      records.add(record);
    }
    byte[] payload = new JsonWriter().value(Map.of("Records", records)).toBytes();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    new LambdaEntryPoint(function.variables(), function.loader())
        .handleRequest(new ByteArrayInputStream(payload), told, FakeContext.of("id"));
    if (!((Map<?, ?>) JsonReader.read(told.toByteArray()))
        .get("batchItemFailures")
        .equals(List.of())) {
      throw new AssertionError(told.toString(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, Object> delivered(Map<?, ?> attribute) {
    return Map.of("stringValue", attribute.get("StringValue"), "dataType", "String");
  }

  @Override
  public void close() {
    server.close();
    aws.close();
  }
}
